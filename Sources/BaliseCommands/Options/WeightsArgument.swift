import ArgumentParser
import Balise

/// What makes areas neighbours: `queen`, `rook`, `band:15km`, `knn:8`, `gal:FILE`.
enum WeightsArgument: Equatable, CustomStringConvertible {
  case contiguity(SpatialWeights.Contiguity)
  case band(LengthArgument)
  case nearest(Int)
  case gal(String)

  init(_ argument: String) throws {
    let parts = argument.split(separator: ":", maxSplits: 1).map(String.init)
    let rest = parts.count == 2 ? parts[1] : nil
    switch (parts.first?.lowercased(), rest) {
    case ("queen", nil): self = .contiguity(.queen)
    case ("rook", nil): self = .contiguity(.rook)
    case ("band", let length?):
      let length = try LengthArgument(length)
      guard length.meters > 0 else {
        throw ValidationError("a band needs a length above 0, as in band:15km")
      }
      self = .band(length)
    case ("knn", let count?):
      guard let count = Int(count), 1...1000 ~= count else {
        throw ValidationError("knn needs a number of neighbours from 1 to 1,000, as in knn:8")
      }
      self = .nearest(count)
    case ("gal", let file?): self = .gal(file)
    default: throw ValidationError("weights are queen, rook, band:15km, knn:8 or gal:FILE")
    }
  }

  /// As it is written.
  var description: String {
    switch self {
    case .contiguity(let contiguity): contiguity.rawValue
    case .band(let length): "band:\(length.text)"
    case .nearest(let count): "knn:\(count)"
    case .gal(let file): "gal:\(file)"
    }
  }

  /// The file of neighbours, where they come from one.
  func galFile() throws -> GALFile? {
    guard case .gal(let path) = self else { return nil }
    let bytes = try ByteSource.open(path).readAll()
    return try GALFile(String(decoding: bytes, as: UTF8.self), name: path)
  }
}
