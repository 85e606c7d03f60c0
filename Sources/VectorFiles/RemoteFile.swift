import CGDAL
import Foundation
import Groundwork

/// A file at an address of the web, fetched by the HTTP client of GDAL.
public enum RemoteFile {
  /// The largest file that is taken, in bytes.
  private static let limit = 512 << 20
  /// How long an answer may take, in seconds.
  private static let timeout = 120

  public static func isAddress(_ text: String) -> Bool {
    let known = text.lowercased()
    return known.hasPrefix("https://") || known.hasPrefix("http://")
  }

  /// Fetches a file whole.
  ///
  /// - Throws: Diagnostic `remote.failed` with what the server or the network said.
  public static func fetch(_ address: String, to path: String) throws {
    var options: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
    options = CSLAddString(options, "TIMEOUT=\(timeout)")
    options = CSLAddString(options, "CONNECTTIMEOUT=15")
    options = CSLAddString(options, "MAX_FILE_SIZE=\(limit)")
    defer { CSLDestroy(options) }
    let (bytes, failure) = GDALSession.watch { messages in
      guard let answer = CPLHTTPFetch(address, options) else {
        return (Data(), messages.failures.first ?? "no answer" as String?)
      }
      defer { CPLHTTPDestroyResult(answer) }
      if let text = answer.pointee.pszErrBuf { return (Data(), String(cString: text)) }
      guard let start = answer.pointee.pabyData, answer.pointee.nDataLen > 0 else {
        return (Data(), "empty")
      }
      return (Data(bytes: start, count: Int(answer.pointee.nDataLen)), nil)
    }
    if let failure {
      throw Diagnostic(
        code: "remote.failed",
        Localized(zh: "无法取得文件：\(failure)", en: "The file cannot be fetched: \(failure)"),
        remedy: Localized(
          zh: "检查网址和网络；也可下载后投递文件。",
          en: "Check the address and the network, or hand the file in."), file: address)
    }
    try bytes.write(to: URL(fileURLWithPath: path))
  }
}
