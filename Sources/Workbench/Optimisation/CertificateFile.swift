import Certificates
import Foundation
import Groundwork
import Optimisation

/// A certificate in a file.
public enum CertificateFile {
  /// Verifies a certificate.
  ///
  /// - Throws: ``Diagnostic`` with a code that begins with `certificate.`, which names the file.
  public static func check(_ file: String) throws(Diagnostic) -> CertificateFindings {
    try check(read(file), file: file)
  }

  /// Verifies a certificate that was read from a file.
  static func check(
    _ certificate: Certificate, file: String
  ) throws(Diagnostic) -> CertificateFindings {
    do {
      return try certificate.check()
    } catch {
      var located = error
      located.file = error.file ?? file
      throw located
    }
  }

  /// Reads a certificate, which is not verified yet.
  ///
  /// - Throws: ``Diagnostic`` `certificate.file-missing`, `certificate.unreadable`.
  public static func read(_ file: String) throws(Diagnostic) -> Certificate {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Diagnostic(
        code: "certificate.file-missing",
        Localized(zh: "文件不存在或不可读。", en: "The file is not there or cannot be read."), file: file)
    }
    return try Certificate(json: data, file: file)
  }
}

/// How long and how exactly to search, without naming the solver.
public struct SearchLimits: Sendable {
  public let options: SolveOptions

  public init(seconds: Double, relativeGap: Double, seed: Int) {
    options = SolveOptions(seconds: seconds, relativeGap: relativeGap, seed: seed)
  }
}
