/// Headers of every answer: no foreign content, no framing, no content sniffing.
enum SecurityHeaders {
  static let contentPolicy = [
    "default-src 'self'", "script-src 'self'", "worker-src blob:",
    "img-src 'self' data: blob:", "style-src 'self' 'unsafe-inline'", "connect-src 'self' data:",
    "frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'",
  ].joined(separator: "; ")

  static let all: [(name: String, value: String)] = [
    ("Content-Security-Policy", contentPolicy),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
  ]

  /// For servers behind TLS: browsers must not connect without it (RFC 6797).
  static let withTLS: [(name: String, value: String)] = [
    ("Strict-Transport-Security", "max-age=31536000")
  ]
}
