import NameMatching

/// What the words of precision columns mean, as far as they can be told.
enum PrecisionWords {
  /// The word of `location_kind` that a value stands for; nil where it cannot be told, as for codes.
  static func meaning(of value: String) -> String? {
    if LocationKindText(value) != nil { return value }
    switch FoldedName.fold(value) {
    case "exact", "exacte", "precis", "precise", "lieu exact", "exact location", "gps":
      return "exact"
    case "near", "pres", "proche", "environs", "autour", "alentours", "approximate", "approximatif",
      "approximative", "vicinity", "around", "village", "ville", "town", "localite", "place":
      return "near 25km"
    case "cercle", "district", "departement", "county", "admin 2", "adm2", "prefecture":
      return "area admin2"
    case "region", "province", "state", "admin 1", "adm1", "gouvernorat", "wilaya":
      return "area admin1"
    case "pays", "country", "national", "nation": return "country"
    case _ where isUnknown(value): return "unknown"
    default: return nil
    }
  }

  /// Whether a value says that something is not known.
  static func isUnknown(_ value: String) -> Bool {
    [
      "inconnu", "inconnue", "inconnus", "unknown", "indetermine", "non precise", "not known",
      "non identifie", "non identifies", "unidentified",
    ].contains(FoldedName.fold(value))
  }
}
