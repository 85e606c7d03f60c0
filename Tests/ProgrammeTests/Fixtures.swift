import Classes
import Foundation
import Geometry
import Groundwork
import Programme

/// The settings that come with the program.
func defaultSettings() throws -> DiagnosisSettings {
  try DiagnosisSettings(yaml: defaultSettingsText(), file: "default.yaml")
}

func defaultSettingsText() throws -> String {
  let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let file = root.appendingPathComponent("Policies/diagnosis/default.yaml")
  return try String(contentsOf: file, encoding: .utf8)
}

/// A patch of a class of the survey with its lower left corner at (x, y), in metres.
func patch(
  _ code: String, _ x: Double, _ width: Double, y: Double = 0, height: Double = 100,
  system: LandClassSystem = .sd3Work
) throws -> DiagnosedPatch {
  DiagnosedPatch(try LandClass(system, code), geometry: rectangle(x, y, width, height))
}

/// Ground diagnosed as a whole.
func diagnose(
  _ patches: [DiagnosedPatch], gap: Double? = nil, owners: [DiagnosisOwner] = []
) throws -> StructureDiagnosis.Section {
  let ground = DiagnosedGround(name: "2023", patches: patches, owners: owners)
  let settings = try defaultSettings().choosing(gap: gap, open: nil, by: "test")
  return try StructureDiagnosis(
    ground, areas: [.whole(ground)], blocks: GroundBlocks(ground, settings), settings: settings
  ).sections[0]
}

extension StructureDiagnosis.Section {
  func row(_ subject: DiagnosisSubject) -> StructureDiagnosis.Row? {
    rows.first { $0.subject == subject }
  }
}
