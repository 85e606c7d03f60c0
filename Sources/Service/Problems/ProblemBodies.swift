import EventLog
import Foundation
import Governance
import Groundwork

extension ProblemRoutes {
  /// The body of a request that records a problem; the schema defines the fields.
  struct FindingBody: Decodable {
    var title: String
    var description: String?
    var source: Governance.Problem.Source
    var level: Governance.Problem.Level
    var area: String?
    /// Longitude and latitude in degrees.
    var place: [Double]?
    var project: String?
    /// Files in base 64.
    var photos: [String]?

    var finding: Governance.Problem.Finding {
      Governance.Problem.Finding(
        title: title, description: description ?? "", source: source, level: level,
        area: area ?? "",
        place: place.map {
          Governance.Problem.Place(
            longitude: Int64(($0[0] * 1e7).rounded()), latitude: Int64(($0[1] * 1e7).rounded()))
        }, project: project?.isEmpty == true ? nil : project)
    }
  }

  /// The body of an act on a problem; the decider knows which fields an act needs.
  struct ActBody: Decodable {
    var act: ProblemAct
    var reason: String?
    var plan: String?
    var note: String?
    var text: String?
    var organisation: String?
    var person: String?
    var deadline: String?
    /// Files in base 64.
    var evidence: [String]?

    func command() throws -> ProblemDecider.Command {
      switch act {
      case .file: .file
      case .dismiss: .dismiss(reason: reason ?? "")
      case .assign:
        .assign(organisation: organisation ?? "", person: person, deadline: try time())
      case .start: .start(plan: plan ?? "")
      case .submit: .submit(evidence: [], note: note ?? "")
      case .close: .close(note: note ?? "")
      case .giveBack: .giveBack(reason: reason ?? "", deadline: try time())
      case .reopen: .reopen(reason: reason ?? "")
      case .note: .note(text: text ?? "")
      }
    }

    private func time() throws -> Timestamp {
      guard let time = deadline.flatMap({ Timestamp(iso8601: $0) }) else {
        throw Problem(
          422, "problem.deadline", zh: "须写明期限，如 2026-03-01。",
          en: "State a deadline such as 2026-03-01.")
      }
      return time
    }
  }
}

/// Files embedded in JSON.
enum Base64 {
  /// - Throws: A ``Problem`` 422 for text that is not base 64, and for an empty file.
  static func files(_ texts: [String]?) throws -> [[UInt8]] {
    try (texts ?? []).map { text in
      guard let data = Data(base64Encoded: text), !data.isEmpty else {
        throw Problem(
          422, "problem.attachment", zh: "附件无法读取。", en: "An attachment cannot be read.")
      }
      return [UInt8](data)
    }
  }
}

/// How an attachment is sent: pictures and PDF with their type, everything else as a download, so
/// that no attachment can run as a page of this server.
enum Attachment {
  static func answer(_ bytes: [UInt8]) -> Answer {
    let type = type(of: bytes)
    let place = type == "application/octet-stream" ? "attachment" : "inline"
    return Answer(
      status: 200,
      headers: [("Content-Type", type), ("Content-Disposition", place)], body: bytes)
  }

  /// The media type by the first bytes.
  static func type(of bytes: [UInt8]) -> String {
    func begins(_ start: [UInt8], at offset: Int = 0) -> Bool {
      bytes.dropFirst(offset).starts(with: start)
    }
    if begins([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
    if begins([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
    if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) { return "image/webp" }
    if begins(Array("%PDF-".utf8)) { return "application/pdf" }
    return "application/octet-stream"
  }
}
