/// Lists that a data set writes into one field.
enum ListText {
  /// The items between separators, without empty ones. O(length).
  static func items(of text: some StringProtocol, separatedBy separator: String) -> [String] {
    let joint = Array(separator.utf8)
    let bytes = Array(text.utf8)
    var items: [String] = []
    var start = 0
    func add(upTo end: Int) {
      if end > start { items.append(String(decoding: bytes[start..<end], as: UTF8.self)) }
    }
    var index = 0
    while index < bytes.count {
      if bytes[index...].starts(with: joint) {
        add(upTo: index)
        index += joint.count
        start = index
      } else {
        index += 1
      }
    }
    add(upTo: bytes.count)
    return items
  }
}
