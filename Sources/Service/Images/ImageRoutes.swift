import Groundwork
import Monitoring
import Workbench

/// Images of the ground (影像): the list, tiles for the map, differences as hints.
enum ImageRoutes {
  private static let root = EndpointTable.root
  private static let deepest = 22

  static let endpoints: [Endpoint] = [
    .answer(
      .get, "\(root)/images", "images",
      "The registered images, by date, and whether their files are there",
      [], .json("ImageList"), isVersioned: false
    ) { call in
      try .json(ImageList(images: Workbench(call.workspace).images()))
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
