import CCRYPTO
import Foundation

/// The SHA-256 digest of bytes (FIPS 180-4), by OpenSSL.
public struct SHA256Digest: Sendable, Hashable {
  /// The 32 bytes.
  public let bytes: [UInt8]

  /// The digest could not be computed.
  public struct Failure: Error, CustomStringConvertible, Sendable {
    /// A sentence for people.
    public let description: String
  }

  /// The digest of some bytes; O(n).
  public init(of data: [UInt8]) throws {
    self = try SHA256Digest { update in update(data) }
  }

  /// The digest of a file, read a megabyte at a time.
  public init(ofFile path: String) throws {
    guard let file = FileHandle(forReadingAtPath: path) else {
      throw Failure(description: "\"\(path)\" cannot be read.")
    }
    defer { try? file.close() }
    self = try SHA256Digest { update in
      while let part = try file.read(upToCount: 1 << 20), !part.isEmpty { update([UInt8](part)) }
    }
  }

  private init(_ feed: (([UInt8]) -> Void) throws -> Void) throws {
    guard let context = unsafe EVP_MD_CTX_new() else {
      throw Failure(description: "There is no memory for a digest.")
    }
    defer { unsafe EVP_MD_CTX_free(context) }
    var isWell = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1
    try feed { part in
      isWell = unsafe isWell && EVP_DigestUpdate(context, part, part.count) == 1
    }
    var digest = [UInt8](repeating: 0, count: 32)
    isWell = unsafe isWell && EVP_DigestFinal_ex(context, &digest, nil) == 1
    guard isWell else { throw Failure(description: "OpenSSL could not make a SHA-256 digest.") }
    bytes = digest
  }

  /// As 64 hexadecimal digits.
  public var hexadecimal: String {
    let digits = Array("0123456789abcdef")
    return String(bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }

  /// As Content-Security-Policy names it.
  var policySource: String { "'sha256-\(Data(bytes).base64EncodedString())'" }
}
