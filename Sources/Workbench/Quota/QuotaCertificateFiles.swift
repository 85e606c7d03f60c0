import EventLog
import Foundation
import Groundwork
import Quota

/// An exported book and a certificate as files, without a workspace (台账与证明核对).
public enum QuotaCertificateFiles {
  private struct Head: Decodable {
    var format: String?
  }

  /// Holds a certificate against a book. Which file is which follows from what they say of themselves.
  ///
  /// - Throws: ``Groundwork/Diagnostic`` `quota.no-file`, `quota.file-unreadable`,
  ///   `quota.two-files`; ``Groundwork/Cancelled``.
  public static func review(_ files: [String], job: Job) throws -> QuotaCertificateReview {
    var books: [QuotaExport] = []
    var certificates: [QuotaCertificate] = []
    for file in files {
      let bytes = try bytes(file)
      switch try value(Head.self, bytes, file).format {
      case QuotaExport.format: books.append(try value(QuotaExport.self, bytes, file))
      case QuotaCertificate.format:
        certificates.append(try value(QuotaCertificate.self, bytes, file))
      case let format:
        throw unreadable(
          file,
          Localized(
            zh: "format 为“\(format ?? "")”", en: "its format is ‘\(format ?? "")’"))
      }
    }
    guard let book = books.first, let certificate = certificates.first, books.count == 1,
      certificates.count == 1
    else {
      throw Diagnostic(
        code: "quota.two-files",
        Localized(
          zh: "须有导出的台账和证明各一份；现有台账 \(books.count) 份、证明 \(certificates.count) 份。",
          en: "One exported book and one certificate are needed; there are \(books.count) and "
            + "\(certificates.count)."))
    }
    return try QuotaCertificateReview(certificate, of: book, job: job)
  }

  private static func bytes(_ file: String) throws -> [UInt8] {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw Diagnostic(
        code: "quota.no-file", Localized(zh: "读不到文件", en: "the file cannot be read"), file: file)
    }
    return [UInt8](data)
  }

  private static func value<T: Decodable>(
    _ type: T.Type, _ bytes: [UInt8], _ file: String
  ) throws -> T {
    do {
      return try JSONDecoder().decode(type, from: Data(bytes))
    } catch let error as DecodingError {
      throw unreadable(file, reason(error))
    }
  }

  /// The member of the document at which a reader stopped.
  private static func reason(_ error: DecodingError) -> Localized {
    let context: DecodingError.Context? =
      switch error {
      case .typeMismatch(_, let context), .valueNotFound(_, let context),
        .keyNotFound(_, let context), .dataCorrupted(let context):
        context
      @unknown default: nil
      }
    let path = (context?.codingPath ?? []).map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
    let place = path.joined(separator: ".")
    guard !place.isEmpty else { return Localized(zh: "不是 JSON 或内容不全", en: "no whole JSON") }
    return Localized(zh: "“\(place)”处有误", en: "wrong at ‘\(place)’")
  }

  private static func unreadable(_ file: String, _ reason: Localized) -> Diagnostic {
    Diagnostic(
      code: "quota.file-unreadable",
      Localized(
        zh: "既不是导出的台账，也不是指标证明（\(reason.zh)）。",
        en: "It is neither an exported quota book nor a certificate (\(reason.en))."),
      remedy: Localized(
        zh: "台账用指标台账页“导出台账”，证明用“证明”下载得到的文件。",
        en: "Use the files that the quota page gives as book and as certificate."), file: file)
  }
}
