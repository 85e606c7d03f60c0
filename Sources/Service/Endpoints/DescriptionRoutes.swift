/// The description of the API itself.
enum DescriptionRoutes {
  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(EndpointTable.root)/openapi.json", "openapi", "This description, OpenAPI 3.1", [],
      .json("OpenAPIDocument"), right: .anyone
    ) { _ in .json(bytes: OpenAPI.document) }
  ]
}
