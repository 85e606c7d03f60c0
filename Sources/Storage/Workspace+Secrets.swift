/// What is replaced without a trace: hashes of passwords and the like.
///
/// Layers, documents and events stay for ever and are shown to those who may see them. Secrets are neither:
/// one text for the whole workspace, of which only the newest is kept.
extension WorkspaceReader {
  /// `nil` before there are any.
  public func secrets() throws -> String? {
    try home.meta(WorkspaceWriter.secretsMeta).flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension WorkspaceWriter {
  static let secretsMeta = "secrets"

  public func keepSecrets(_ text: String) throws {
    try setMeta(WorkspaceWriter.secretsMeta, text)
  }
}
