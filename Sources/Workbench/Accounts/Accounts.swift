import Access
import EventLog
import Foundation
import Groundwork
import Storage

/// The use cases of accounts, one file each: sign-in, passwords, second factors, people, grants,
/// levels of layers, exports that need a second person, audit.
///
/// Each reads, decides by the rules of module `Access`, and writes its events in one transaction.
/// Refusals are recorded in the audit too.
public struct Accounts: Sendable {
  /// Runs a transaction. The server passes its own, which keeps caches derived from layers, because
  /// no deed changes layers.
  public typealias Writing = @Sendable (_ body: (WorkspaceWriter) throws -> Void) throws -> Void

  public let policy: AccessPolicy
  public let profile: SecurityProfile
  /// The accounts at the beginning of the use case.
  public let known: AccountBook
  let workspace: Workspace
  private let writing: Writing

  public init(
    _ workspace: Workspace, policy: AccessPolicy, profile: SecurityProfile, known: AccountBook,
    writing: Writing? = nil
  ) {
    self.workspace = workspace
    self.policy = policy
    self.profile = profile
    self.known = known
    self.writing = writing ?? { try workspace.write($0) }
  }

  /// The accounts for the command line.
  /// - Throws: Diagnostics `access.*`, and those of the log.
  public init(_ workspace: Workspace, profile: String) throws {
    let policy = try AccessPolicy()
    try self.init(
      workspace, policy: policy, profile: policy.profile(profile),
      known: workspace.readEvents { try AccountBook($0) })
  }

  public var law: AccessLaw {
    AccessLaw(
      directory: known.directory.state, book: policy.book,
      secondPersonFrom: profile.secondPersonFrom)
  }

  @discardableResult
  func write<T>(
    at time: Timestamp, _ body: (WorkspaceWriter, any EventWriting) throws -> T
  ) throws -> T {
    var result: T?
    try writing { writer in
      try writer.events.beginLog(LogHeader(id: UUID().uuidString.lowercased(), created: time))
      result = try body(writer, writer.events)
    }
    guard let result else { preconditionFailure("a transaction that ended well did not run") }
    return result
  }

  /// Requires a right; a refusal is recorded in the audit.
  func demand(
    _ caller: Caller, _ action: Action, _ object: AccessObject, at time: Timestamp
  ) throws -> DeedContext {
    let decision = law.may(caller.subject, action, object, at: time)
    let authority = Authority(law: law, subject: caller.subject)
    let actor = authority.actor(by: decision)
    if !decision.isAllowed {
      try record(
        .refused(
          action: action, object: "\(object.kind.rawValue)/\(object.id)",
          reason: decision.reason.rawValue, address: caller.address), by: actor, at: time)
    }
    try decision.demand()
    return DeedContext(actor: actor, time: time)
  }

  /// Decides on a command for an account by its known state, and appends the resulting events.
  @discardableResult
  func perform(
    _ command: SignIn.Command, on person: String, by context: DeedContext,
    _ events: any EventWriting
  ) throws -> [SignInEvent] {
    let stream = try AccountBook.accountStream(person)
    var seen = known.accounts[person] ?? Versioned(SignIn.initial, version: 0)
    // The account has changed since, so its stream is read.
    if try events.version(of: stream) != seen.version {
      seen = try events.state(of: stream, SignIn.self)
    }
    let decided = try SignIn.decide(command, in: seen.state, by: context)
    if decided.isEmpty { return [] }
    try events.append(
      AppendBatch(
        time: context.time, actor: context.actor,
        appends: [
          StreamAppend(
            stream, expected: .exactly(seen.version), events: try decided.map { try EventDraft($0) }
          )
        ]))
    return decided
  }

  /// The actor when somebody changes their own account.
  func owner(_ person: String) -> Actor {
    let entry = known.directory.state.people[person]
    return Actor(
      person: person, name: entry?.name ?? person, role: "account",
      organisation: entry?.posts.first ?? "none")
  }
}

/// The sender of a request, over the network or on the command line.
public struct Caller: Hashable, Sendable {
  public var subject: Subject
  /// The address of the sender, for the audit.
  public var address: String

  public init(_ subject: Subject, address: String) {
    self.subject = subject
    self.address = address
  }

  /// The person who has signed in; `nil` without accounts.
  public var person: String? {
    if case .person(let id) = subject { id } else { nil }
  }
}

/// The secrets of all accounts, as stored in the workspace.
struct SecretBook: Codable {
  var accounts: [String: Credentials] = [:]

  init(_ reader: WorkspaceReader) throws {
    guard let text = try reader.secrets() else { return }
    do {
      self = try JSONDecoder().decode(SecretBook.self, from: Data(text.utf8))
    } catch {
      throw Diagnostic(
        code: "access.secrets",
        Localized(zh: "账号凭据读不懂。", en: "the secrets of the accounts cannot be read."),
        remedy: Localized(zh: "从备份恢复工作区。", en: "Restore the workspace from a backup."))
    }
  }

  func keep(_ writer: WorkspaceWriter) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    try writer.keepSecrets(String(decoding: try encoder.encode(self), as: UTF8.self))
  }
}

/// Random bytes and words from the system's generator.
enum Randomness {
  static func bytes(_ count: Int) -> [UInt8] {
    var generator = SystemRandomNumberGenerator()
    return (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
  }

  /// A password for the first sign-in: 20 unambiguous characters of all four kinds, about 115 bits.
  static func password() -> String {
    let kinds = ["ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789"].map(Array.init)
    var generator = SystemRandomNumberGenerator()
    var letters: [Character] = kinds.compactMap { $0.randomElement(using: &generator) }
    let all = kinds.flatMap { $0 }
    while letters.count < 20 { letters += [all.randomElement(using: &generator) ?? "x"] }
    letters.shuffle(using: &generator)
    return stride(from: 0, to: 20, by: 5).map { String(letters[$0..<($0 + 5)]) }
      .joined(separator: "-")
  }
}

/// An initial password: shown once, to be changed at the first sign-in.
public struct InitialPassword: Codable, Hashable, Sendable {
  public var person: String
  public var password: String
}
