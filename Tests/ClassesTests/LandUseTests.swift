import Classes
import Groundwork
import Testing

@Suite("Uses of ground, the same in every class system")
struct LandUseTests {
  private let systems: [LandClassSystem] = [.gbt21010, .sd3Work, .ydyh2023]

  @Test("every second-level class has a use, except land whose use is left open")
  func complete() throws {
    for system in systems {
      for land in try #require(LandClassTable.of(system)).classes where !land.isFirstLevel {
        #expect(land.use != nil, "\(land)")
      }
    }
    #expect(try LandClass(.ydyh2023, "16").use == nil)
    #expect(try LandClass(.sd3Work, "12").use == nil)
  }

  @Test("a class has the same use as its unified class")
  func alongTheCrosswalk() throws {
    var compared = 0
    for land in try #require(LandClassTable.of(.sd3Work)).classes {
      guard let unified = land.unified, let use = land.use else { continue }
      compared += 1
      #expect(unified.use == use, "\(land) \(unified)")
    }
    #expect(compared > 40)
  }

  @Test("classes with the same name in two systems have the same use")
  func sameNames() throws {
    let survey = try #require(LandClassTable.of(.sd3Work))
    for land in try #require(LandClassTable.of(.gbt21010)).classes {
      guard let counterpart = survey.named(land.name.zh), !counterpart.isFirstLevel else {
        continue
      }
      #expect(counterpart.use == land.use, "\(land) \(counterpart)")
    }
  }

  @Test("suffixes do not change the use")
  func suffixes() throws {
    #expect(try LandClass(.sd3Work, "1104A").use == .pond)
    #expect(try LandClass(.sd3Work, "1104K").use == .pond)
    #expect(try LandClass(.sd3Work, "0201K").use == .garden)
    #expect(try LandClass(.sd3Work, "0810A").use == .park)
  }

  @Test("equal codes of two systems do not mean equal use")
  func digits() throws {
    #expect(try LandClass(.sd3Work, "0601").use == .industry)
    #expect(try LandClass(.ydyh2023, "0601").use == .ruralRoad)
    #expect(try LandClass(.sd3Work, "0702").use == .homestead)
    #expect(try LandClass(.ydyh2023, "0702").use == .communityService)
    #expect(try LandClass(.sd3Work, "1101").use == .river)
    #expect(try LandClass(.ydyh2023, "1101").use == .storage)
  }
}
