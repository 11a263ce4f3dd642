import Incidents
import Testing

@Suite struct DayTests {
  @Test func `the epoch is day zero`() { #expect(Day("1970-01-01")?.daysSince1970 == 0) }
}
