import Groundwork
import YAMLFiles

extension RoleBook {
  /// Reads roles from YAML.
  /// - Throws: Diagnostic `access.roles`, which names the line.
  public init(yaml: String, file: String) throws {
    let root = try YAMLNode.document(
      yaml, file: file, report: YAMLNode.Report("access", only: "roles"))
    let map = try root.mapping(["format", "roles"])
    let format = try root.require("format", in: map)
    guard try format.wholeNumber() == 1 else {
      throw format.error(
        "format", zh: "角色文件的格式不认识，应为 1。",
        en: "the format of the file of roles is not known; it must be 1.", field: "format")
    }
    do {
      try self.init(root.require("roles", in: map).list().map(RoleBook.role))
    } catch var fault as Diagnostic {
      fault.file = fault.file ?? file
      throw fault
    }
  }

  private static func role(_ node: YAMLNode) throws -> Role {
    let map = try node.mapping(["id", "zh", "en", "duty", "rights"])
    return Role(
      id: try node.require("id", in: map).text(),
      title: Localized(
        zh: try node.require("zh", in: map).text(), en: try node.require("en", in: map).text()),
      duty: try node.require("duty", in: map).oneOf(Role.Duty.self),
      rights: try node.require("rights", in: map).list().map(right))
  }

  private static func right(_ node: YAMLNode) throws -> Right {
    let map = try node.mapping(["actions", "objects", "scope", "level"])
    return Right(
      actions: Set(try node.require("actions", in: map).eachOneOf(Action.self)),
      objects: Set(try node.require("objects", in: map).eachOneOf(ObjectKind.self)),
      scope: try map["scope"]?.oneOf(Right.Scope.self) ?? .area,
      level: try node.require("level", in: map).oneOf(DataLevel.self))
  }
}
