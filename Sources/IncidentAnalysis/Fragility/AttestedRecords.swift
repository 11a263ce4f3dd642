public import IncidentMapping
public import Incidents

/// Records with who asserts them, as numbers, to tell which remain when somebody is left out.
public struct AttestedRecords: Sendable {
  /// By what records are left out.
  public enum Aspect: String, Sendable, CaseIterable {
    /// The group of sources that assert it.
    case source
    /// The kind of those sources.
    case kind
    /// The party held responsible.
    case party
    /// The grade.
    case grade
  }

  /// What one record has under one aspect.
  private struct Labels: Sendable {
    var numbers: [Int32] = []
    /// Whether it has one that nobody named, which cannot be left out.
    var hasUnnamed = false
  }

  /// The names under each aspect, in order of first appearance, as first spelled.
  private var names: [Aspect: [String]] = [:]
  private var labels: [Aspect: [Labels]] = [:]
  /// Whether a party held responsible denies each record.
  public private(set) var isDenied: [Bool]

  /// How many records there are.
  public var count: Int { isDenied.count }

  /// Makes the table of incidents that were read with their attestation. O(records).
  public init(_ incidents: [LocatedIncident]) {
    self.init(incidents.map { ($0.attestation ?? Attestation(), $0.grade) })
  }

  /// Makes the table of records with their grades.
  public init(_ records: [(attestation: Attestation, grade: Grade)]) {
    isDenied = records.map(\.attestation.isDenied)
    add(.source, records.map { $0.attestation.sources.map { ($0.name.key, $0.name.name) } })
    add(.kind, records.map { $0.attestation.sources.map { Self.label($0.kind?.rawValue) } })
    add(.party, records.map { $0.attestation.parties.map { (SourceName($0).key, $0) } })
    add(.grade, records.map { $0.grade == .unstated ? [] : [Self.label($0.grade.rawValue)] })
  }

  /// The names under an aspect.
  public func names(_ aspect: Aspect) -> [String] { names[aspect] ?? [] }

  /// The names that a record has under an aspect, by number.
  public func numbers(_ aspect: Aspect, of record: Int) -> [Int] {
    guard let labels = labels[aspect], labels.indices.contains(record) else { return [] }
    return labels[record].numbers.map { Int($0) }
  }

  /// Whether a record goes when some names are left out: it has one of them and no other.
  public func isLost(_ record: Int, without left: Set<Int>, _ aspect: Aspect) -> Bool {
    canBeLost(record, aspect) && numbers(aspect, of: record).allSatisfy(left.contains)
  }

  /// Whether a record goes when all names are left out: not where it has none, or an unnamed one.
  public func canBeLost(_ record: Int, _ aspect: Aspect) -> Bool {
    guard let labels = labels[aspect], labels.indices.contains(record) else { return false }
    return !labels[record].hasUnnamed && !labels[record].numbers.isEmpty
  }

  /// Which records remain when some names are left out. O(records * names of each).
  public func kept(without left: Set<Int>, _ aspect: Aspect) -> [Bool] {
    (0..<count).map { !isLost($0, without: left, aspect) }
  }

  /// Which remain by the version of the accused: those they do not deny.
  public var keptByAccused: [Bool] { isDenied.map { !$0 } }

  private static func label(_ text: String?) -> (key: String, name: String)? {
    text.map { ($0, $0) }
  }

  private mutating func add(_ aspect: Aspect, _ records: [[(key: String, name: String)?]]) {
    var numberOf: [String: Int32] = [:]
    var names: [String] = []
    labels[aspect] = records.map { given in
      var own = Labels()
      for name in given {
        guard let name else {
          own.hasUnnamed = true
          continue
        }
        let number = numberOf[name.key] ?? Int32(names.count)
        if numberOf.updateValue(number, forKey: name.key) == nil { names.append(name.name) }
        if !own.numbers.contains(number) { own.numbers.append(number) }
      }
      return own
    }
    self.names[aspect] = names
  }
}
