import Groundwork
import Testing

@Suite("hash functions and secret keys: published vectors")
struct HashTests {
  /// FIPS 180-4, examples published by NIST; the empty text besides.
  @Test(
    "SHA-256, whole and piece by piece",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func sha256(_ text: String, _ expected: String) {
    #expect(SHA256.hexadecimal(Array(text.utf8)) == expected)
    var pieces = SHA256()
    for letter in text { pieces.update(String(letter)) }
    #expect(pieces.finalize().hexadecimal == expected)
  }

  /// RFC 2202, test cases 1 and 2.
  @Test func hmacOfTheStandard() {
    #expect(
      SecretKeys.hmacSHA1(Array("Hi There".utf8), key: Array(repeating: 0x0b, count: 20))
        .hexadecimal == "b617318655057264e28bc0b6fb378c8ef146be00")
    #expect(
      SecretKeys.hmacSHA1(Array("what do ya want for nothing?".utf8), key: Array("Jefe".utf8))
        .hexadecimal == "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79")
  }

  /// RFC 7914, section 12.
  @Test func scryptOfTheStandard() throws {
    #expect(
      try SecretKeys.scrypt(
        Array("password".utf8), Array("NaCl".utf8), logN: 10, blockSize: 8, parallelism: 16,
        count: 64
      ).hexadecimal
        == "fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162"
        + "2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640")
    #expect(
      try SecretKeys.scrypt(
        Array("pleaseletmein".utf8), Array("SodiumChloride".utf8), logN: 14, blockSize: 8,
        parallelism: 1, count: 64
      ).hexadecimal
        == "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"
        + "d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887")
    // The first vector has no password and no salt.
    #expect(
      try SecretKeys.scrypt([], [], logN: 4, blockSize: 1, parallelism: 1, count: 64).hexadecimal
        == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        + "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906")
    #expect(throws: SecretKeys.Refused.self) {
      try SecretKeys.scrypt([1], [2], logN: 40, blockSize: 8, parallelism: 1, count: 32)
    }
  }
}
