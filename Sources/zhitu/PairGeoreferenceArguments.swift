import ArgumentParser
import Flow
import Survey

/// Options for the coordinates and the text encoding of two files.
struct PairGeoreferenceArguments: ParsableArguments {
  @Option(help: ArgumentHelp("甲文件的坐标系 · CRS of the first file", valueName: "crs"))
  var crsA: String?

  @Option(help: ArgumentHelp("乙文件的坐标系 · CRS of the second file", valueName: "crs"))
  var crsB: String?

  @Flag(help: "甲文件的 x、y 互换 · swap x and y of the first file")
  var swapAxesA = false

  @Flag(help: "乙文件的 x、y 互换 · swap x and y of the second file")
  var swapAxesB = false

  @Option(help: ArgumentHelp("甲文件的属性编码 · encoding of the first file", valueName: "name"))
  var encodingA: String?

  @Option(help: ArgumentHelp("乙文件的属性编码 · encoding of the second file", valueName: "name"))
  var encodingB: String?

  @OptionGroup var datum: DatumArguments

  func apply(to a: inout FileFlow.Input, _ b: inout FileFlow.Input) throws {
    a.encoding = encodingA
    b.encoding = encodingB
    a.georeference = try options(crsA, swapAxesA)
    b.georeference = try options(crsB, swapAxesB)
  }

  private func options(_ crs: String?, _ swaps: Bool) throws -> GeoreferenceOptions {
    var options = GeoreferenceOptions()
    options.assignedCRS = crs
    options.swapsAxes = swaps
    options.acceptsDatum = datum.acceptDatum
    options.datumOperation = try datum.operation()
    options.controlPoints = try datum.points()
    return options
  }
}
