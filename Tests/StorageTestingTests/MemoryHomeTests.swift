import Geometry
import Groundwork
import Storage
import StorageTesting
import Testing

@Suite struct MemoryHomeTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ law: ConformanceCase) throws {
    try law.run(Workspace(MemoryHome()))
  }
}
