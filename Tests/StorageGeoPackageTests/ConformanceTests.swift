import Geometry
import Groundwork
import Storage
import StorageGeoPackage
import StorageTesting
import Testing

@Suite struct ConformanceTests {
  @Test(arguments: ConformanceCase.all)
  func conforms(_ law: ConformanceCase) throws {
    let folder = try Folder()
    try law.run(Workspace.openOrCreate(folder.file("w.gpkg")))
  }
}
