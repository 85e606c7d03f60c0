import Groundwork
import Monitoring
import Workbench

/// Images of the ground (影像): the list, tiles for the map, differences as hints.
enum ImageRoutes {
  private static let root = EndpointTable.root
  private static let deepest = 22
  /// Larger images are registered where they lie.
  private static let largestFile = 2 << 30

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/images", "images",
      "The registered images, by date, and whether their files are there",
      [], .json("ImageList"), isVersioned: false
    ) { call in
      try .json(ImageList(images: Workbench(call.workspace).images()))
    },
    .job(
      "\(root)/images", "addImage",
      "Takes a GeoTIFF or COG, checks that it has a place on ground of the workspace, keeps it beside the "
        + "workspace and registers it; the result is an ImageStatus",
      [
        .query("file", .text, "Name of the file", isRequired: true),
        .query("name", .text, "Name of the image, by default that of the file"),
        .query("date", .text, "Day of the picture, such as 2024-05-31", isRequired: true),
      ], body: .file(limit: largestFile), right: .bring
    ) { call in
      guard let upload = call.upload else { preconditionFailure("no file was read") }
      let file = call.text("file")
      let path = try upload.named(file)
      let stem = file.split(separator: ".").first.map(String.init) ?? file
      let (name, date) = (call.optional("name") ?? stem, call.text("date"))
      return JobOrder(
        "image", Localized(zh: "登记影像 \(name)", en: "Register image \(name)")
      ) { state, job in
        // Keeps the file alive until it is moved.
        try withExtendedLifetime(upload) {
          try .json(
            Workbench(state.workspace, job: job).keepImage(
              path, statedAs: file, name: name, date: date))
        }
      }
    },
    .answer(
      .delete, "\(root)/images/{image}", "removeImage",
      "Takes an image from the list; its file stays where it is",
      [.path("image", .text, "Name of the image")], .nothing, right: .bring
    ) { call in
      do {
        try Workbench(call.workspace).removeImage(call.text("image"))
      } catch let refusal as Diagnostic where refusal.code == "image.missing" {
        throw Problem(refusal, status: 404)
      }
      return Answer(status: 204)
    },
    .answer(
      .get, "\(root)/images/{image}/{z}/{x}/{y}", "imageTile",
      "A tile of an image in Web Mercator as PNG of 256 × 256; 204 where it shows nothing",
      [
        .path("image", .text, "Name of the image"), .path("z", .integer(0...deepest), "Zoom"),
        .path("x", .integer(0...(1 << deepest - 1)), "Column from the west"),
        .path("y", .integer(0...(1 << deepest - 1)), "Row from the north"),
      ], Endpoint.Reply(type: "image/png"), .nothing, problems: [404, 409], cost: .reading
    ) { call in
      let (zoom, x, y) = (call.integer("z"), call.integer("x"), call.integer("y"))
      guard x < 1 << zoom, y < 1 << zoom else {
        throw Problem.missing(Localized(zh: "此瓦片", en: "such tile"))
      }
      do {
        let tile = try Workbench(call.workspace).imageTile(
          call.text("image"), zoom: zoom, x: x, y: y)
        guard let tile else { return Answer(status: 204) }
        return Answer(status: 200, headers: [("Content-Type", "image/png")], body: tile)
      } catch let refusal as Diagnostic {
        switch refusal.code {
        case "image.missing": throw Problem(refusal, status: 404)
        case "image.changed": throw Problem(refusal, status: 409)
        default: throw refusal
        }
      }
    },
    .job(
      "\(root)/images/difference", "imageDifference",
      "Where two images differ, as hints and never as a verdict, with error rates where two survey epochs "
        + "say what changed; the result is an ImageDifference; nothing is written", [],
      body: .json(schema: "ImageQuestion"), problems: [404], right: .trial
    ) { call in
      let question = try call.body(Question.self)
      return JobOrder(
        "image-difference", Localized(zh: "影像差异", en: "Difference of images")
      ) { state, job in
        let found = try Workbench(state.workspace, job: job).imageDifference(
          question.before, question.after,
          settings: ImageDifference.Settings(
            deviations: question.deviations ?? 4, leastArea: question.leastArea ?? 400),
          truth: question.truth.map { ($0[0], $0[1]) })
        return JobResult(body: try found.json())
      }
    },
  ]

  private struct ImageList: Encodable {
    var images: [ImageStatus]
  }

  private struct Question: Decodable {
    var before: String
    var after: String
    var deviations: Double?
    var leastArea: Double?
    var truth: [String]?
  }
}
