import NameMatching

/// How columns that hold a field are named, in English and French, folded.
struct FieldWords {
  let field: IncidentField
  let words: [String]
  /// Whether the values of a column can be the field's.
  let fits: @Sendable (ColumnSample) -> Bool

  private init(
    _ field: IncidentField, _ words: String,
    _ fits: @escaping @Sendable (ColumnSample) -> Bool = { $0.isWords }
  ) {
    self.field = field
    self.words =
      field.names.map(FoldedName.fold)
      + words.split(separator: ",").map { FoldedName.fold(String($0)) }.filter { !$0.isEmpty }
    self.fits = fits
  }

  /// How well a name fits: 3 the very name, 2 it begins so, 1 the words are in it, 0 not at all.
  func score(_ folded: String) -> Int {
    if words.contains(folded) { return 3 }
    let padded = " \(folded) "
    let inside = words.filter { $0.count >= 3 && padded.contains(" \($0) ") }
    return inside.isEmpty ? 0 : inside.contains { padded.hasPrefix(" \($0) ") } ? 2 : 1
  }

  /// Every field that is looked for, in the order in which a mapping lists them.
  static let all = [
    FieldWords(
      .id,
      "ref, reference, référence, numéro, n°, no, num, code, identifiant, identifier, uid, "
        + "case id, incident id, event id, id incident, code incident, case number",
      { $0.isIdentifier }),
    FieldWords(.title, "titre, intitulé, headline, heading", { _ in true }),
    FieldWords(
      .eventType,
      "type, type d'incident, type incident, type d'événement, incident type, "
        + "catégorie, category, nature, kind"),
    FieldWords(
      .date,
      "jour, day, date incident, date de l'incident, date d'incident, incident date, "
        + "event date, date événement, date de l'événement, date des faits, when, quand",
      { $0.isDates }),
    FieldWords(
      .dateStart, "start date, start, begin, date début, date de début, début, du, from",
      { $0.isDates }),
    FieldWords(
      .dateEnd, "end date, end, date fin, date de fin, fin, au, to, until", { $0.isDates }),
    FieldWords(.year, "année, an, annee incident", { $0.isWhole(in: 1900...2100) }),
    FieldWords(.month, "mois", { $0.isMonths }),
    FieldWords(.day, "jour", { $0.isWhole(in: 1...31) }),
    FieldWords(
      .latitude, "y, latitude dd, lat dd, gps lat, gps latitude, coord y, nord",
      { $0.isAngles(upTo: 90) }),
    FieldWords(
      .longitude, "long, lng, x, longitude dd, lon dd, gps lon, gps longitude, coord x, est",
      { $0.isAngles(upTo: 180) }),
    FieldWords(
      .coordinates,
      "coordonnées, coordonnées gps, gps, position, geopoint, lat lon, latlon, "
        + "lat long, point gps, gps coordinates, geolocation, géolocalisation",
      { $0.isPositions }),
    FieldWords(
      .placeName,
      "lieu, localité, place, location, village, ville, town, city, site, endroit, "
        + "lieu dit, locality, settlement, lieu de l'incident, nom du lieu, where, commune",
      { $0.isWords }),
    FieldWords(.radiusKilometers, "rayon km, radius in km, rayon en km", { $0.isLengths }),
    FieldWords(
      .radiusMeters, "rayon m, radius in m, rayon en m, rayon en mètres, radius metres, accuracy m",
      { $0.isLengths }),
    FieldWords(
      .locationKind,
      "précision, precision, geo precision, location precision, précision du lieu, "
        + "précision lieu, précision géographique, exactitude, accuracy", { _ in true }),
    FieldWords(.country, "pays, nation, admin0"),
    FieldWords(
      .admin1, "région, region, province, state, gouvernorat, governorate, wilaya, oblast"),
    FieldWords(.admin2, "cercle, district, département, county, lga, préfecture, territoire"),
    // A route has to be one of those that are known: it is only offered as a comment.
    FieldWords(.routeID, "axe, route, itinéraire, road, piste", { _ in false }),
    FieldWords(.betweenFrom, "from, de, départ, origine, entre", { $0.isWords && !$0.isLengths }),
    FieldWords(.betweenTo, "to, à, arrivée, destination, et", { $0.isWords && !$0.isLengths }),
    FieldWords(
      .killed,
      "morts, mort, tués, tué, décès, dead, deaths, fatalities, death toll, bilan, "
        + "nombre de morts, nombre de tués, nb morts, nb tués, number killed, people killed",
      { $0.isTolls }),
    FieldWords(
      .killedMinimum,
      "min killed, deaths min, min deaths, morts min, min morts, tués min, "
        + "minimum killed, décès min, dead min, minimum", { $0.isTolls }),
    FieldWords(
      .killedBest, "best, best estimate, morts estimés, meilleure estimation", { $0.isTolls }),
    FieldWords(
      .killedMaximum,
      "max killed, deaths max, max deaths, morts max, max morts, tués max, "
        + "maximum killed, décès max, dead max, maximum", { $0.isTolls }),
    FieldWords(
      .injured, "blessés, blessé, wounded, nombre de blessés, nb blessés, number injured",
      { $0.isTolls }),
    FieldWords(.victims, "victimes, victim, profil des victimes", { $0.isWords && !$0.isTolls }),
    FieldWords(
      .attributedTo,
      "auteur, auteurs, auteur présumé, auteurs présumés, perpetrator, "
        + "perpetrators, alleged perpetrator, suspected perpetrator, responsable, "
        + "responsable présumé, perpétrateur"),
    FieldWords(
      .allegedBy, "reported by, signalé par, rapporté par, selon, according to, dénoncé par"),
    FieldWords(.deniedBy, "démenti par, nié par, démenti, denial by"),
    FieldWords(.sources, "source, source s, média, médias, media, outlet", { _ in true }),
    FieldWords(
      .summary,
      "description, résumé, récit, commentaire, commentaires, comment, comments, notes, "
        + "note, détails, details, narrative, faits, observations, circonstances", { _ in true }),
  ]
}
