import Foundation
import Groundwork

/// The functions of the HiGHS library, loaded when the first problem is solved.
///
/// The library is loaded at run time and not linked, so that commands that solve nothing neither wait
/// for it nor need it. `HighsInt` has 32 bits in the library that `Scripts/fetch-solver` brings.
/// Source: HiGHS 1.15, `interfaces/highs_c_api.h`.
struct HiGHSLibrary: @unchecked Sendable {
  typealias Handle = UnsafeMutableRawPointer
  typealias Ints = UnsafePointer<Int32>
  typealias Doubles = UnsafePointer<Double>
  typealias Name = UnsafePointer<CChar>
  /// Kind, message, data from the solver, data to the solver, the caller's own data.
  typealias Callback =
    @convention(c) (
      Int32, Name?, UnsafeRawPointer?, UnsafeMutableRawPointer?, UnsafeMutableRawPointer?
    ) -> Void

  let create: @convention(c) () -> Handle?
  let destroy: @convention(c) (Handle) -> Void
  let version: @convention(c) () -> Name
  let passModel:
    @convention(c) (
      Handle, Int32, Int32, Int32, Int32, Int32, Double, Doubles?, Doubles?, Doubles?, Doubles?,
      Doubles?, Ints?, Ints?, Doubles?, Ints?
    ) -> Int32
  let setBool: @convention(c) (Handle, Name, Int32) -> Int32
  let setInt: @convention(c) (Handle, Name, Int32) -> Int32
  let setDouble: @convention(c) (Handle, Name, Double) -> Int32
  let setString: @convention(c) (Handle, Name, Name) -> Int32
  let run: @convention(c) (Handle) -> Int32
  let getSolution:
    @convention(c) (
      Handle, UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?,
      UnsafeMutablePointer<Double>?, UnsafeMutablePointer<Double>?
    ) -> Int32
  let getStatus: @convention(c) (Handle) -> Int32
  let getDoubleInfo: @convention(c) (Handle, Name, UnsafeMutablePointer<Double>) -> Int32
  let getIntInfo: @convention(c) (Handle, Name, UnsafeMutablePointer<Int32>) -> Int32
  let setSparseSolution: @convention(c) (Handle, Int32, Ints, Doubles) -> Int32
  let addRows: @convention(c) (Handle, Int32, Doubles, Doubles, Int32, Ints, Ints, Doubles) -> Int32
  let deleteRows: @convention(c) (Handle, Int32, Ints) -> Int32
  let changeColumnBounds: @convention(c) (Handle, Int32, Ints, Doubles, Doubles) -> Int32
  let changeColumnCosts: @convention(c) (Handle, Int32, Ints, Doubles) -> Int32
  let changeRowBounds: @convention(c) (Handle, Int32, Double, Double) -> Int32
  let setCallback: @convention(c) (Handle, Callback, UnsafeMutableRawPointer?) -> Int32
  let startCallback: @convention(c) (Handle, Int32) -> Int32
  let callbackItem: @convention(c) (UnsafeRawPointer, Name) -> UnsafeRawPointer?

  /// The library, or why there is none.
  static let shared: Result<HiGHSLibrary, Diagnostic> = {
    var refusal = ""
    for path in candidates() {
      guard let handle = dlopen(path, RTLD_NOW | RTLD_LOCAL) else {
        refusal = dlerror().map { String(cString: $0) } ?? ""
        continue
      }
      if let library = try? HiGHSLibrary(handle) { return .success(library) }
      refusal = "\(path): not a HiGHS library of version 1.12 or newer"
    }
    return .failure(
      Diagnostic(
        code: "optimise.solver-missing",
        Localized(
          zh: "找不到求解器 HiGHS。\(refusal)", en: "The solver HiGHS cannot be found. \(refusal)"),
        remedy: Localized(
          zh: "运行 Scripts/setup --run，或用环境变量 ZHITU_HIGHS 指明 libhighs.so。",
          en: "Run Scripts/setup --run, or name libhighs.so in the variable ZHITU_HIGHS.")))
  }()

  /// Where the library may be: where the variable says, else in `.tools/highs` of a folder above the
  /// program or of the current one, beside the program, or where the system keeps libraries.
  private static func candidates() -> [String] {
    if let named = ProcessInfo.processInfo.environment["ZHITU_HIGHS"] { return [named] }
    let manager = FileManager.default
    let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    var found: [String] = []
    for start in [program, URL(fileURLWithPath: manager.currentDirectoryPath + "/.")] {
      var folder = start.deletingLastPathComponent()
      found.append(folder.path + "/libhighs.so")
      for _ in 0..<6 where folder.path != "/" {
        found.append(folder.path + "/.tools/highs/libhighs.so")
        folder.deleteLastPathComponent()
      }
    }
    return found.filter { manager.fileExists(atPath: $0) } + ["libhighs.so.1", "libhighs.so"]
  }

  /// A function that the library lacks.
  private struct Absent: Error {}

  private init(_ library: UnsafeMutableRawPointer) throws {
    func function<F>(_ name: String) throws -> F {
      guard let address = dlsym(library, "Highs_" + name) else { throw Absent() }
      return unsafeBitCast(address, to: F.self)
    }
    create = try function("create")
    destroy = try function("destroy")
    version = try function("version")
    passModel = try function("passMip")
    setBool = try function("setBoolOptionValue")
    setInt = try function("setIntOptionValue")
    setDouble = try function("setDoubleOptionValue")
    setString = try function("setStringOptionValue")
    run = try function("run")
    getSolution = try function("getSolution")
    getStatus = try function("getModelStatus")
    getDoubleInfo = try function("getDoubleInfoValue")
    getIntInfo = try function("getIntInfoValue")
    setSparseSolution = try function("setSparseSolution")
    addRows = try function("addRows")
    deleteRows = try function("deleteRowsBySet")
    changeColumnBounds = try function("changeColsBoundsBySet")
    changeColumnCosts = try function("changeColsCostBySet")
    changeRowBounds = try function("changeRowBounds")
    setCallback = try function("setCallback")
    startCallback = try function("startCallback")
    callbackItem = try function("getCallbackDataOutItem")
  }
}

/// Whether problems can be solved here, and with what.
public enum SolverEngine {
  /// The version of HiGHS.
  ///
  /// - Throws: ``Diagnostic`` `optimise.solver-missing`.
  public static func version() throws(Diagnostic) -> String {
    String(cString: try HiGHSLibrary.shared.get().version())
  }
}
