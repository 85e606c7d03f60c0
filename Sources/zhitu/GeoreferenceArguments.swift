import ArgumentParser
import Foundation
import Geodesy
import Groundwork
import Survey

/// Options for the coordinates and the text encoding of a file.
struct GeoreferenceArguments: ParsableArguments {
  @Option(help: ArgumentHelp("图层的坐标系 · the layer's CRS, such as EPSG:4549", valueName: "crs"))
  var crs: String?

  @Flag(help: "坐标的 x、y 互换 · swap x and y")
  var swapAxes = false

  @OptionGroup var datum: DatumArguments

  @Option(help: ArgumentHelp("属性编码 · attribute encoding, such as GBK", valueName: "name"))
  var encoding: String?

  func options() throws -> GeoreferenceOptions {
    var options = GeoreferenceOptions()
    options.assignedCRS = crs
    options.swapsAxes = swapAxes
    options.acceptsDatum = datum.acceptDatum
    options.datumOperation = try datum.operation()
    options.controlPoints = try datum.points()
    return options
  }
}

/// Options for a change of datum.
struct DatumArguments: ParsableArguments {
  @Flag(
    help:
      "没有已知基准转换时沿用经纬度（偏差十米到百米） · keep latitude and longitude where no datum transformation is known"
  )
  var acceptDatum = false

  @Option(
    help: ArgumentHelp(
      "基准转换：EPSG 转换代码、\"+proj=helmert …\"（七参数）或 pipeline · change of datum: EPSG operation, seven parameters or a pipeline",
      valueName: "operation"))
  var datumOperation: String?

  @Option(
    help: ArgumentHelp(
      "控制点 CSV：图层 x,y,工作平面 x,y · points known in both systems", valueName: "csv"))
  var controlPoints: String?

  func validate() throws {
    if [acceptDatum, datumOperation != nil, controlPoints != nil].filter({ $0 }).count > 1 {
      throw ValidationError(
        "--accept-datum、--datum-operation、--control-points 只能用一个 · use one of them only")
    }
  }

  func operation() throws -> DatumOperation? { try datumOperation.map { try DatumOperation($0) } }

  func points() throws -> ControlPoints? {
    guard let controlPoints else { return nil }
    guard let data = FileManager.default.contents(atPath: controlPoints) else {
      throw Diagnostic(
        code: "crs.control-points",
        Localized(zh: "无法读取控制点文件。", en: "The control points cannot be read."),
        remedy: Localized(zh: "检查路径和权限。", en: "Check path and permissions."),
        file: controlPoints)
    }
    return try ControlPoints(
      csv: String(decoding: data, as: UTF8.self), file: controlPoints)
  }
}
