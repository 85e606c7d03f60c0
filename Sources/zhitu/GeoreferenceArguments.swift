import ArgumentParser
import Geodesy
import Survey

/// What a user may say about the coordinates and the text of a file.
struct GeoreferenceArguments: ParsableArguments {
  @Option(help: ArgumentHelp("图层的坐标系 · the layer's CRS, such as EPSG:4549", valueName: "crs"))
  var crs: String?

  @Flag(help: "坐标的 x、y 互换 · x and y are exchanged")
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
    return options
  }
}

/// How to come from one datum to another.
struct DatumArguments: ParsableArguments {
  @Flag(
    help:
      "没有已知基准转换时沿用经纬度（偏差十米到百米） · take latitude and longitude over where no change of datum is known"
  )
  var acceptDatum = false

  @Option(
    help: ArgumentHelp(
      "基准转换：EPSG 转换代码、\"+proj=helmert …\"（七参数）或 pipeline · change of datum: EPSG operation, seven parameters or a pipeline",
      valueName: "operation"))
  var datumOperation: String?

  func operation() throws -> DatumOperation? { try datumOperation.map { try DatumOperation($0) } }
}
