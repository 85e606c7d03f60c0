import Monitoring
import Testing

@Suite("The order of epochs")
struct EpochOrderTests {
  @Test func aYearStandsForItsEnd() {
    let epochs = ["2024", "2023", "2024-06", "202403", "2025", "2024-12", "2023-11-30"]
    #expect(
      epochs.sorted { EpochOrder($0) < EpochOrder($1) } == [
        "2023-11-30", "2023", "202403", "2024-06", "2024-12", "2024", "2025",
      ])
  }

  @Test func noEpochComesBeforeItself() {
    for one in ["2024", "T1", "", "二调"] { #expect(!(EpochOrder(one) < EpochOrder(one))) }
    // Two names for the same month are in the order of their names, whichever is asked first.
    let (a, b) = (EpochOrder("2024-06"), EpochOrder("202406"))
    #expect((a < b) != (b < a))
  }
}
