import SimpleFeatures
import Testing

@Suite("Envelope")
struct EnvelopeTests {
  @Test("an empty envelope holds and meets nothing")
  func empty() {
    #expect(Envelope.empty.isEmpty)
    #expect(!Envelope.empty.intersects(Envelope(minX: -1, minY: -1, maxX: 1, maxY: 1)))
    #expect(Envelope([Coordinate]()).isEmpty)
  }

  @Test("edges belong to the envelope")
  func edges() {
    let box = Envelope([Coordinate(x: 0, y: 0), Coordinate(x: 2, y: 1)])
    #expect(box.contains(Coordinate(x: 2, y: 1)))
    #expect(!box.contains(Coordinate(x: 2.000001, y: 1)))
    #expect(box.intersects(Envelope(minX: 2, minY: 1, maxX: 3, maxY: 3)))
  }
}
