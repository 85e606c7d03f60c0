import Groundwork
import Yams

extension RoleBook {
  private struct File: Decodable {
    var format: Int
    var roles: [Entry]
  }

  private struct Entry: Decodable {
    var id: String
    var zh: String
    var en: String
    var duty: Role.Duty
    var rights: [RightEntry]
  }

  private struct RightEntry: Decodable {
    var actions: Set<Action>
    var objects: Set<ObjectKind>
    var scope: Right.Scope?
    var level: DataLevel
  }

  /// Reads roles from YAML.
  /// - Throws: Diagnostic `access.roles`.
  public init(yaml: String, file: String) throws {
    let read: File
    do {
      read = try YAMLDecoder().decode(File.self, from: yaml)
    } catch {
      throw Diagnostic(
        code: "access.roles",
        Localized(zh: "角色文件读不懂：\(error)", en: "the file of roles cannot be read: \(error)"),
        file: file)
    }
    guard read.format == 1 else {
      throw Diagnostic(
        code: "access.roles",
        Localized(
          zh: "角色文件格式 \(read.format) 不认识，应为 1。",
          en: "the file of roles has format \(read.format); this program knows 1."), file: file)
    }
    do {
      try self.init(
        read.roles.map { entry in
          Role(
            id: entry.id, title: Localized(zh: entry.zh, en: entry.en), duty: entry.duty,
            rights: entry.rights.map {
              Right(
                actions: $0.actions, objects: $0.objects, scope: $0.scope ?? .area,
                level: $0.level)
            })
        })
    } catch var fault as Diagnostic {
      fault.file = file
      throw fault
    }
  }
}
