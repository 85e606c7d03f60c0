import EventLog
import Foundation
import Governance
import Groundwork
import Storage
import VectorFiles

/// Everything about a case as one file with its proof (归档): events, process, documents, photos, hashes.
public struct CaseArchive {
  /// What proves the archive: every file by its hash, every event by its place and hash in the log, and the root
  /// of the log, which other parties may hold.
  struct Proof: Codable {
    struct File: Codable {
      var path: String
      /// The name under which it was handed in.
      var name: String
      var sha256: String
    }

    struct Event: Codable {
      var position: Int64
      var stream: String
      var version: Int64
      var hash: String
    }

    var number: String
    var root: LogRoot
    var events: [Event]
    var files: [File]
  }

  var members: [(name: String, bytes: [UInt8])] = []
  var files: [Proof.File] = []

  mutating func add(_ path: String, _ name: String, _ bytes: [UInt8]) {
    members.append((path, bytes))
    files.append(
      Proof.File(path: path, name: name, sha256: HashAlgorithm.sha256.hash(bytes).hex))
  }

  /// A path of plain characters, as archives do not agree on others.
  static func path(_ number: Int, _ name: String) -> String {
    let end = name.split(separator: ".").last.map(String.init) ?? ""
    let isPlain =
      name.contains(".") && (1...5).contains(end.count)
      && end.utf8.allSatisfy { (48...57).contains($0) || (97...122).contains($0 | 32) }
    let digits = String(repeating: "0", count: max(0, 3 - "\(number)".count)) + "\(number)"
    return "documents/\(digits)" + (isPlain ? ".\(end.lowercased())" : ".bin")
  }

  static let explanation = """
    办件归档 · Archive of a case

    proof.json   每个文件的 SHA-256；每个事件在日志中的位置和哈希；日志的根。
                 SHA-256 of every file; place and hash of every event; the root of the log.
    log.jsonl    办件、工程、项目的全部事件，一行一个；每行的哈希即 proof.json 中的哈希。
                 All events of the case, the works and the project, one a line; the hash of a line is the one in
                 proof.json.
    history.csv  供人阅读的经过。 The same for people to read.
    process.json 办件所依的流程。 The process by which the case was handled.
    documents/   材料和影像；原名见 proof.json。 Documents and photos; their names are in proof.json.

    核对：逐行计算 log.jsonl 的哈希（算法见 root.algorithm），与 proof.json 比较；持有整本日志或其根的一方可证明事件确在其中。
    Check: hash each line of log.jsonl (root.algorithm) and compare with proof.json; whoever holds the whole log, or
    its root, can prove that the events are part of it.
    """
}

extension Workbench {
  /// The archive of a case as a ZIP file.
  ///
  /// - Throws: Diagnostics `process.no-case`, `process.no-attachment` for a document that is missing, so that no
  ///   archive lacks one; `zip.not-written`.
  public func caseArchive(_ number: String, at time: Timestamp) throws -> [UInt8] {
    let (records, root) = try workspace.readEvents { reader in
      let own = try reader.events(of: StreamName(ProcessEvent.category, number), after: 0)
      guard !own.isEmpty else { throw noCase(number) }
      let subject = try reader.state(
        of: StreamName(ProcessEvent.category, number), ProcessDecider.self
      ).state.subject
      var records = own
      if StreamName.isPart(subject) {
        for category in [WorksEvent.category, ProjectEvent.category] {
          records += try reader.events(of: StreamName(category, subject), after: 0)
        }
      }
      return (records.sorted { $0.position < $1.position }, try reader.root(at: time))
    }
    var archive = CaseArchive()
    archive.add("README.txt", "README.txt", Array(CaseArchive.explanation.utf8))
    archive.add(
      "log.jsonl", "log.jsonl", records.flatMap { $0.line + [UInt8(ascii: "\n")] })
    archive.add("history.csv", "history.csv", try Workbench.historyTable(records))
    for (index, file) in try archivedFiles(records).enumerated() {
      guard let body = try workspace.document(kind: Workbench.attachmentKind, key: file.hash) else {
        throw Diagnostic(
          code: "process.no-attachment",
          Localized(
            zh: "办件 \(number) 缺少材料 \(file.hash)，不能归档。",
            en: "the case \(number) lacks the document \(file.hash); it cannot be archived."),
          file: workspace.path)
      }
      let isProcess = file.name == "process.json"
      archive.add(
        isProcess ? "process.json" : CaseArchive.path(index, file.name), file.name, body)
    }
    let proof = CaseArchive.Proof(
      number: number, root: root,
      events: records.map {
        .init(
          position: $0.position, stream: "\($0.stream)", version: $0.version, hash: $0.hash.hex)
      }, files: archive.files)
    archive.members.append(("proof.json", try CanonicalJSON().bytes(proof)))
    return try Workbench.zipped(archive.members)
  }

  /// The documents of the events, each once, with the name under which it was handed in first.
  private func archivedFiles(
    _ records: [EventRecord]
  ) throws -> [(hash: String, name: String)] {
    var seen: Set<String> = []
    var found: [(hash: String, name: String)] = []
    func add(_ hash: String, _ name: String) {
      if seen.insert(hash).inserted { found.append((hash, name)) }
    }
    for record in records {
      switch record.stream.category {
      case ProcessEvent.category:
        let event = try record.payload(as: ProcessEvent.self)
        if case .attached(_, let hash, let name) = event { add(hash, name) }
        if case .started(_, let digest, _, _, _, _) = event { add(digest, "process.json") }
      case WorksEvent.category:
        for hash in try record.payload(as: WorksEvent.self).attachments {
          add(hash, "\(record.kind)-\(record.version)")
        }
      default: break
      }
    }
    return found
  }

  private static func historyTable(_ records: [EventRecord]) throws -> [UInt8] {
    var text = CSV.byteOrderMark + "时间,事项,事件,办理人,角色,单位\n"
    for record in records {
      let actor = try record.actor()
      let cells = [
        record.time.iso8601, "\(record.stream)", record.kind, actor.name, actor.role,
        actor.organisation,
      ]
      text += CSV.line(cells)
    }
    return Array(text.utf8)
  }

  private static func zipped(_ members: [(name: String, bytes: [UInt8])]) throws -> [UInt8] {
    let place = FileManager.default.temporaryDirectory
      .appendingPathComponent("zhitu-\(UUID().uuidString).zip")
    defer { try? FileManager.default.removeItem(at: place) }
    try ZipPackage.write(members, to: place.path)
    return [UInt8](try Data(contentsOf: place))
  }
}
