import CGDAL
import Foundation
import Groundwork

/// One sheet of a workbook as it is read: texts by row and column, both counted from 0.
public struct SheetRows: Sendable, Hashable {
  public var name: String
  /// Rows and cells that are empty are empty texts; rows may differ in length.
  public var rows: [[String]]

  public init(name: String, rows: [[String]]) {
    self.name = name
    self.rows = rows
  }

  /// The text of a cell without blanks around it; empty where there is none.
  public func text(row: Int, column: Int) -> String {
    guard rows.indices.contains(row), rows[row].indices.contains(column) else { return "" }
    return rows[row][column].trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

/// Reads workbooks (XLSX) through GDAL. Numbers come as they are written, dates as `2026/01/31`,
/// formulas as the values that the workbook keeps for them.
public enum SpreadsheetReader {
  /// The sheets that hold anything, in their order.
  ///
  /// - Throws: a `Diagnostic` `xlsx.read` for what is no workbook.
  public static func read(_ path: String) throws -> [SheetRows] {
    try GDALSession.watch { messages in
      let settings = ["OGR_XLSX_HEADERS": "DISABLE", "OGR_XLSX_FIELD_TYPES": "STRING"]
      return try GDALSession.withSettings(settings) {
        let flags = UInt32(GDAL_OF_VECTOR | GDAL_OF_READONLY)
        let handle = GDALSession.withOptions(["XLSX"]) { drivers in
          GDALOpenEx(path, flags, drivers, nil, nil)
        }
        guard let handle else { throw unreadable(path, messages.failures.first) }
        defer { GDALClose(handle) }
        let sheets = (0..<GDALDatasetGetLayerCount(handle)).compactMap {
          GDALDatasetGetLayer(handle, $0).map(sheet)
        }
        if let failure = messages.failures.first { throw unreadable(path, failure) }
        return sheets
      }
    }
  }

  private static func sheet(_ layer: OGRLayerH) -> SheetRows {
    var sheet = SheetRows(name: String(cString: OGR_L_GetName(layer)), rows: [])
    OGR_L_ResetReading(layer)
    while let feature = OGR_L_GetNextFeature(layer) {
      defer { OGR_F_Destroy(feature) }
      // The number of a feature is the row, counted from 1, whether rows before it are empty or not.
      let row = max(Int(OGR_F_GetFID(feature)) - 1, sheet.rows.count)
      while sheet.rows.count < row { sheet.rows.append([]) }
      sheet.rows.append(
        (0..<OGR_F_GetFieldCount(feature)).map { column in
          OGR_F_IsFieldSetAndNotNull(feature, column) != 0
            ? String(cString: OGR_F_GetFieldAsString(feature, column)) : ""
        })
    }
    return sheet
  }

  private static func unreadable(_ path: String, _ reason: String?) -> Diagnostic {
    let more = reason.map { "：\($0)" } ?? ""
    return Diagnostic(
      code: "xlsx.read",
      Localized(zh: "无法读取 Excel 文件\(more)", en: "cannot read the Excel file\(more)"),
      remedy: Localized(
        zh: "请确认文件存在、为 .xlsx 格式且未加密。",
        en: "See that the file exists, is of the format .xlsx and is not encrypted."), file: path)
  }
}
