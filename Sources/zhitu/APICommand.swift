import ArgumentParser
import Service

struct APICommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "api",
    abstract: "接口说明 · describe the interface of `zhitu serve`",
    discussion: """
      openapi：OpenAPI 3.1 文档；types：网页的类型声明（Web/types/api.d.ts）。
      openapi: the OpenAPI 3.1 document; types: the declarations of the page (Web/types/api.d.ts).
      """)

  enum Form: String, ExpressibleByArgument, CaseIterable {
    case openapi, types
  }

  @Argument(help: "openapi, types")
  var form: Form

  func run() throws {
    switch form {
    case .openapi: Console.put(String(decoding: OpenAPI.document, as: UTF8.self) + "\n")
    case .types: Console.put(TypeScript.declarations)
    }
  }
}
