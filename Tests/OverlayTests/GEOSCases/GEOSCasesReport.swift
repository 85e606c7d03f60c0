/// The verdicts in words: a table of all cases, and a summary by file.
struct OverlayCaseReport {
  var verdicts: [CaseVerdict]
  var files: [OverlayCaseFile]

  /// Every case with both areas. Holds numbers of the kernel and of the installed GEOS.
  var table: String {
    var lines = [
      "| file | case | description | grid | our area | GEOS | comparisons | verdict |",
      "|---|---|---|---|---|---|---|---|",
    ]
    for verdict in verdicts {
      let bad = verdict.findings.filter { !$0.agrees }
      let words =
        bad.isEmpty
        ? "agrees" : bad.map { "\($0.operation) (\($0.key)): \($0.note)" }.joined(separator: "; ")
      let title = verdict.description.split(whereSeparator: \.isNewline).first ?? ""
      lines.append(
        [
          "", verdict.path, "\(verdict.number)", Self.cell(String(title)),
          verdict.isExact ? "exact" : "rounded", "\(verdict.ours)",
          verdict.theirs.map { "\($0)" } ?? "—", "\(verdict.findings.count)", Self.cell(words), "",
        ].joined(separator: " | ").trimmed)
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Counts by file, and what does not agree, with the reason. Holds no areas, so that it changes
  /// only when a verdict does.
  var summary: String {
    let bad = verdicts.reduce(0) { $0 + $1.findings.count { !$0.agrees } }
    let all = verdicts.reduce(0) { $0 + $1.findings.count }
    var lines = [
      "# The overlay cases of GEOS and JTS", "",
      "Written by `Tests/OverlayTests/GEOSCases` (`ZHITU_GEOS_SUMMARY=Docs/overlay-cases.md`); the",
      "test fails when this page and the verdicts differ. `ZHITU_GEOS_TABLE=file.md` writes every",
      "case with both areas.", "",
      "The files hold \(files.reduce(0) { $0 + $1.cases.count }) cases; \(verdicts.count) have two"
        + " polygonal inputs. Each is laid on the grid as finely as",
      "4·10¹² steps allow, and again at the size of ordinary polygons if its coordinates are whole",
      "there. The kernel's area is then compared with",
      "",
      "- what the file states: the area of an intersection, union or (symmetric) difference, and what",
      "  relate matrices and predicates say of the shared area;",
      "- GEOS, asked for the intersection of the same polygons on the grid, or of what it repairs them",
      "  to where it calls them invalid;",
      "- exact rational arithmetic, where the pair has no more than 4,000 pairs of edges.", "",
      "Areas agree to 10⁻⁹ of the larger. Added to that is an absolute floor: √½ step times the",
      "perimeters where corners were rounded, one unit in the last place of the file's largest number",
      "times the perimeter of its answer, 10⁻¹² of the common box, and the smallest piece.", "",
      "\(all - bad) of \(all) comparisons agree; the other \(bad) are explained below.", "",
      "| file | polygonal cases | comparisons | agree | explained |", "|---|--:|--:|--:|--:|",
    ]
    for file in files {
      let own = verdicts.filter { $0.path == file.path }
      if own.isEmpty { continue }
      let findings = own.flatMap(\.findings)
      let agreeing = findings.count(where: \.agrees)
      lines.append(
        "| \(file.path) | \(own.count) | \(findings.count) | \(agreeing) "
          + "| \(findings.count - agreeing) |")
    }
    lines += ["", "## What does not agree, and why", ""]
    for reason in OverlayException.Reason.allCases {
      lines += ["**\(reason.text)**", ""]
      for exception in OverlayException.all where exception.reason == reason {
        lines.append("- \(exception.path): \(names(of: exception))")
      }
      lines.append("")
    }
    return lines.dropLast().joined(separator: "\n") + "\n"
  }

  /// The operations that an exception excuses, case by case.
  private func names(of exception: OverlayException) -> String {
    verdicts.filter { $0.path == exception.path }.compactMap { verdict in
      let names = verdict.findings.filter { exception.keys.contains($0.key) }.map(\.operation)
      return names.isEmpty ? nil : "\(verdict.number) (\(names.joined(separator: ", ")))"
    }.joined(separator: "; ")
  }

  private static func cell(_ text: String) -> String {
    String(text.map { $0 == "|" ? "/" : $0.isNewline ? " " : $0 })
  }
}

extension String {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
