import Access
import EventLog
import Groundwork
import Storage

extension Accounts {
  /// Changes one's own password. All sessions of the account end, including this one.
  /// - Throws: Diagnostics `access.sign-in` when the current one is wrong, which counts as a failed
  ///   sign-in; `access.locked`; `access.password` with every fault of the new one.
  public func changePassword(
    of person: String, from current: String, to new: String, address: String, at time: Timestamp
  ) throws {
    try confirm(person, password: current, address: address, at: time)
    var faults = profile.faults(
      of: new, person: person, name: known.directory.state.people[person]?.name ?? "",
      common: policy.common)
    if new == current {
      faults.append(Localized(zh: "须与原口令不同", en: "different from the current one"))
    }
    guard faults.isEmpty else {
      throw Diagnostic(
        code: "access.password",
        Localized(
          zh: "新口令不合要求：\(faults.map(\.zh).joined(separator: "；"))。",
          en: "The new password is not accepted: \(faults.map(\.en).joined(separator: "; "))."))
    }
    let hash = try hash(new)
    try write(at: time) { writer, events in
      var secrets = try SecretBook(writer.reader)
      guard var credentials = secrets.accounts[person] else { throw Accounts.wrong }
      try perform(
        .setPassword(byAdministrator: false), on: person,
        by: DeedContext(actor: owner(person), time: time), events)
      credentials.password = hash
      secrets.accounts[person] = credentials
      try secrets.keep(writer)
    }
  }

  /// Sets a password for one sign-in. The second factor stays, so that whoever resets a password
  /// cannot sign in with it.
  public func resetPassword(
    of person: String, by caller: Caller, at time: Timestamp
  ) throws -> InitialPassword {
    let context = try demand(caller, .administer, account(person), at: time)
    let password = Randomness.password()
    let hash = try hash(password)
    try write(at: time) { writer, events in
      var secrets = try SecretBook(writer.reader)
      try perform(.setPassword(byAdministrator: true), on: person, by: context, events)
      secrets.accounts[person, default: Credentials(password: hash)].password = hash
      try secrets.keep(writer)
    }
    return InitialPassword(person: person, password: password)
  }

  public func unlock(_ person: String, by caller: Caller, at time: Timestamp) throws {
    let context = try demand(caller, .administer, account(person), at: time)
    try write(at: time) { _, events in
      _ = try perform(.unlock, on: person, by: context, events)
    }
  }

  /// Closes an account: sign-in is no longer possible; past acts stay attributed to the person.
  public func close(_ person: String, by caller: Caller, at time: Timestamp) throws {
    let context = try demand(caller, .administer, account(person), at: time)
    try write(at: time) { writer, events in
      var secrets = try SecretBook(writer.reader)
      try perform(.close, on: person, by: context, events)
      secrets.accounts[person] = nil
      try secrets.keep(writer)
    }
  }

  /// Checks that the owner of a session knows the password; a failure counts as a failed sign-in.
  func confirm(
    _ person: String, password: String, address: String, at time: Timestamp
  ) throws {
    guard let state = known.account(person), state.isOpen,
      let credentials = try workspace.read({ try SecretBook($0) }).accounts[person]
    else { throw Accounts.wrong }
    if let until = state.lockedUntil, time < until { throw locked }
    if try credentials.password.matches(password) { return }
    let context = DeedContext(actor: owner(person), time: time)
    try write(at: time) { _, events in
      try perform(
        .signIn(
          Credentials.Evidence(passwordMatches: false, secondFactor: .missing), session: .zero,
          profile), on: person, by: context, events)
      try append(
        .signIn(account: person, isFine: false, address: address), by: context.actor, at: time,
        events)
    }
    throw Accounts.wrong
  }

  func hash(_ password: String) throws -> PasswordHash {
    try PasswordHash(password, salt: Randomness.bytes(16), logN: profile.scryptLogN)
  }

  /// An account as an object of rights: in the area of the person's first post.
  func account(_ person: String) throws -> AccessObject {
    let directory = known.directory.state
    guard let entry = directory.people[person] else {
      throw DirectoryFault.noPerson(person)
    }
    let organisation = entry.posts.first
    return AccessObject(
      .account, person,
      area: organisation.flatMap { directory.organisations[$0]?.area } ?? .country,
      organisation: organisation)
  }
}

enum DirectoryFault {
  static func noPerson(_ id: String) -> Diagnostic {
    Diagnostic(
      code: "access.no-person",
      Localized(zh: "没有人员 \(id)。", en: "there is no person \(id)."))
  }
}
