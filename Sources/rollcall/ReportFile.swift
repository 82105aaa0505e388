import Files
import Reports

/// One report on its way into a file.
final class ReportFile {
  let format: ReportFormat
  private var writer: FileWriter?

  init(_ format: ReportFormat, in folder: String) throws {
    self.format = format
    writer = try FileWriter(replacing: "\(folder)/\(format.fileName)")
  }

  func write(_ bytes: [UInt8]) throws { try writer?.write(bytes) }

  /// Closes the file; until then an error of the disk may have gone unnoticed.
  func finish() throws { try writer.take()?.finish() }
}
