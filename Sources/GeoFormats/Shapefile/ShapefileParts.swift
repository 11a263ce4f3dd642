/// The bytes of the files that make a shapefile.
struct ShapefileParts {
  /// The name for messages.
  var file: String
  /// The name of the layer.
  var layer: String
  var shapes: [UInt8]
  var table: [UInt8]?
  var encoding: String?
  var coordinateSystem: String?

  /// Where the parts lie.
  enum Location {
    case folder(shapes: String)
    case archive(ZipArchive, ZipArchive.Entry)
  }

  /// Where the parts of the shapefile at a path lie; nil where it leads to something else.
  static func find(_ path: String) throws(InputError) -> Location? {
    guard path != "-", !path.isEmpty, !path.utf8.contains(0) else { return nil }
    let (file, member) = Container.split(path)
    guard case .regular = SystemCalls.kind(of: file, followingLinks: true) else { return nil }
    let descriptor: Int32
    do { descriptor = try SystemCalls.openForReading(file) } catch {
      throw InputError(file: path, reason: error.reason, action: "check the path")
    }
    let stream = FileStream(descriptor: descriptor, name: path)
    let head = Array(try ByteSource(stream, name: path).peek(4))
    if head == ShapeReader.magic { return .folder(shapes: file) }
    guard head.starts(with: [0x50, 0x4B]) else { return nil }
    let copy: Int32
    do { copy = try SystemCalls.duplicate(descriptor) } catch {
      throw InputError(file: path, reason: error.reason)
    }
    let archive = try ZipArchive(descriptor: copy, name: path)
    let layers = archive.entries.filter {
      $0.name.lowercased().hasSuffix(".shp") && !$0.name.hasPrefix("__MACOSX/")
    }
    guard let member else {
      if layers.isEmpty { return nil }
      if layers.count == 1 { return .archive(archive, layers[0]) }
      throw InputError(
        file: path, reason: "the zip archive has \(layers.count) shapefiles",
        action: "name one as FILE.zip:NAME; it has "
          + layers.prefix(20).map { Diagnostic.quoted($0.name) }.joined(separator: ", "))
    }
    let wanted = layers.filter { layer in
      [member, member + ".shp"].contains { layer.name == $0 || layer.name.hasSuffix("/" + $0) }
    }
    return wanted.count == 1 ? .archive(archive, wanted[0]) : nil
  }
}

extension ShapefileParts.Location {
  /// Reads all parts that are there.
  func read() throws(InputError) -> ShapefileParts {
    switch self {
    case .folder(let shapes):
      let stem = stem(of: shapes)
      func part(_ ending: String) throws(InputError) -> [UInt8]? {
        for path in [stem + ending, stem + ending.uppercased()] {
          guard case .regular = SystemCalls.kind(of: path, followingLinks: true) else { continue }
          return try ByteSource.open(path).readAll()
        }
        return nil
      }
      return ShapefileParts(
        file: shapes, layer: String(stem.split(separator: "/").last ?? "layer"),
        shapes: try ByteSource.open(shapes).readAll(), table: try part(".dbf"),
        encoding: (try part(".cpg")).map(text), coordinateSystem: (try part(".prj")).map(text))
    case .archive(let archive, let entry):
      let stem = stem(of: entry.name)
      func bytes(_ entry: ZipArchive.Entry) throws(InputError) -> [UInt8] {
        try ByteSource(archive.open(entry), name: archive.name).readAll()
      }
      func part(_ ending: String) throws(InputError) -> [UInt8]? {
        let found = archive.entries.first {
          $0.name == stem + ending || $0.name == stem + ending.uppercased()
        }
        guard let found else { return nil }
        return try bytes(found)
      }
      return ShapefileParts(
        file: archive.name, layer: String(stem.split(separator: "/").last ?? "layer"),
        shapes: try bytes(entry), table: try part(".dbf"),
        encoding: (try part(".cpg")).map(text), coordinateSystem: (try part(".prj")).map(text))
    }
  }

  private func stem(of path: String) -> String {
    path.lowercased().hasSuffix(".shp") ? String(path.dropLast(4)) : path
  }

  private func text(_ bytes: [UInt8]) -> String {
    let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
    let blanks: [UInt8] = [0, 0x09, 0x0A, 0x0D, 0x20]
    let start = bytes.drop { blanks.contains($0) }
    let end = start.lastIndex { !blanks.contains($0) } ?? start.startIndex - 1
    return String(decoding: start[..<(end + 1)], as: UTF8.self)
  }
}
