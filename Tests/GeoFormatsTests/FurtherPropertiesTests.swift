import SimpleFeatures
import Testing

@testable import GeoFormats

@Suite("Further properties of encoded features")
struct FurtherPropertiesTests {
  @Test("they stand behind those a feature has, and the rest of the bytes stays")
  func adding() throws {
    let features = [
      Feature(id: "a", geometry: nil, properties: ["text": .string("one\ntwo }} \u{2028},\n{")]),
      Feature(
        id: "b", geometry: .point(Coordinate(longitude: 1, latitude: 2)), properties: Properties()),
      Feature(id: nil, geometry: nil, properties: ["n": .integer(1)]),
    ]
    let added: [Properties] = [
      ["cluster": .integer(3), "role": .string("core")], ["cluster": .integer(1)], Properties(),
    ]
    var expected = features
    for index in expected.indices {
      for member in added[index].members {
        expected[index].properties.append(member.name, member.value)
      }
    }
    let encoder = GeoJSONEncoder()
    let result = try encoder.encode(features).adding { added[$0] }
    #expect(result.bytes == (try encoder.encode(expected)).bytes)
    #expect(result.count == 3)
    #expect(try EncodedFeatures().adding { _ in ["x": .integer(1)] }.bytes == [])
  }
}
