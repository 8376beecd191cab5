// swift-tools-version: 6.2
import PackageDescription

/// What every target of this package is held to.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "metricctl",
  products: [
    .executable(name: "metricctl", targets: ["metricctl"]),
    .library(name: "MetricModel", targets: ["MetricModel"]),
    .library(name: "MetricOperations", targets: ["MetricOperations"]),
    .library(name: "Exposition", targets: ["Exposition"]),
    .library(name: "MetricStore", targets: ["MetricStore"]),
    .library(name: "Statistics", targets: ["Statistics"]),
    .library(name: "StatisticsConformance", targets: ["StatisticsConformance"]),
    .library(name: "StatisticsMetrics", targets: ["StatisticsMetrics"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(
      url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(name: "CGDBM", providers: [.apt(["libgdbm-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CCrypt", providers: [.apt(["libcrypt-dev"])]),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CArguments"),
    .target(name: "CSeek"),
    .target(name: "MetricModel", swiftSettings: strict),
    .target(name: "SystemCalls", dependencies: ["CLinux", "MetricModel"], swiftSettings: strict),
    .target(name: "MetricOperations", dependencies: ["MetricModel"], swiftSettings: strict),
    .target(name: "Exposition", dependencies: ["MetricModel"], swiftSettings: strict),
    .target(
      name: "Push",
      dependencies: [
        "SystemCalls", "MetricModel", "Exposition",
        .product(name: "AsyncHTTPClient", package: "async-http-client"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
      ],
      swiftSettings: strict),
    .target(
      name: "MetricStore",
      dependencies: [
        "CGDBM", "CLinux", "CSeek", "SystemCalls", "MetricModel", "MetricOperations",
      ],
      swiftSettings: strict),
    .target(
      name: "StatsDServer",
      dependencies: ["SystemCalls", "MetricModel", "MetricOperations", "MetricStore"],
      swiftSettings: strict),
    .target(
      name: "Statistics",
      dependencies: [
        "SystemCalls", "MetricModel", "MetricOperations", "Exposition", "MetricStore",
      ], swiftSettings: strict),
    .target(
      name: "StatisticsConformance", dependencies: ["MetricModel", "Statistics"],
      swiftSettings: strict),
    .target(
      name: "StatisticsMetrics",
      dependencies: [
        "SystemCalls", "MetricModel", "MetricOperations", "Statistics",
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ], swiftSettings: strict),
    .target(
      name: "MetricServer",
      dependencies: [
        "CCrypt", "CZlib", "SystemCalls", "MetricModel", "MetricOperations", "Exposition",
        "MetricStore", "Statistics", "StatsDServer",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOExtras", package: "swift-nio-extras"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "NIOSSL", package: "swift-nio-ssl"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      resources: [
        .embedInCode("Page/page.html"), .embedInCode("Page/page.css"),
        .embedInCode("Page/text.js"),
        .embedInCode("Page/series.js"),
        .embedInCode("Page/columns.js"),
        .embedInCode("Page/details.js"),
        .embedInCode("Page/row.js"),
        .embedInCode("Page/family.js"),
        .embedInCode("Page/list.js"),
        .embedInCode("Page/inquiry.js"),
        .embedInCode("Page/actions.js"),
      ],
      swiftSettings: strict),
    .target(
      name: "MetricCommands",
      dependencies: [
        "SystemCalls", "MetricModel", "MetricOperations", "Exposition", "MetricStore", "Push",
        "MetricServer", "StatsDServer",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "metricctl", dependencies: ["CArguments", "MetricCommands"], swiftSettings: strict),
    .executableTarget(
      name: "metrics-server",
      dependencies: [
        "MetricModel", "MetricStore", "Statistics", "StatisticsMetrics",
        .product(name: "Metrics", package: "swift-metrics"),
      ], path: "Examples/metrics-server", swiftSettings: strict),
    .executableTarget(
      name: "statistics-job",
      dependencies: ["Exposition", "MetricModel", "MetricStore", "Statistics"],
      path: "Examples/statistics-job", swiftSettings: strict),
    .executableTarget(
      name: "metrics-loop",
      dependencies: [
        "Statistics", "StatisticsMetrics", .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
      ], path: "Benchmarks/metrics-loop", swiftSettings: strict),
    .executableTarget(
      name: "flush-loop",
      dependencies: [
        "SystemCalls", "MetricModel", "MetricStore", "Statistics", "StatisticsMetrics",
        .product(name: "CoreMetrics", package: "swift-metrics"),
      ], path: "Tests/FlushLoop", swiftSettings: strict),
    .executableTarget(
      name: "store-loop",
      dependencies: ["SystemCalls", "MetricModel", "MetricOperations", "MetricStore"],
      path: "Benchmarks/store-loop", swiftSettings: strict),
    .target(
      name: "TestSupport",
      dependencies: [
        .product(name: "Subprocess", package: "swift-subprocess"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      path: "Tests/TestSupport", swiftSettings: strict),
    .testTarget(
      name: "MetricModelTests", dependencies: ["MetricModel", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "MetricOperationsTests",
      dependencies: ["MetricModel", "MetricOperations", "TestSupport"],
      swiftSettings: strict),
    .testTarget(
      name: "ExpositionTests", dependencies: ["Exposition", "TestSupport"],
      exclude: ["Readers"], swiftSettings: strict),
    .testTarget(
      name: "MetricStoreTests",
      dependencies: [
        "CLinux", "SystemCalls", "MetricModel", "MetricOperations", "Exposition", "MetricStore",
        "TestSupport",
      ],
      exclude: ["Readers"], swiftSettings: strict),
    .testTarget(
      name: "StatsDServerTests",
      dependencies: [
        "CLinux", "SystemCalls", "MetricModel", "MetricOperations", "Exposition", "MetricStore",
        "StatsDServer", "TestSupport",
      ], exclude: ["Clients"], swiftSettings: strict),
    .testTarget(
      name: "StatisticsTests",
      dependencies: [
        "SystemCalls", "MetricModel", "MetricOperations", "Exposition", "MetricStore", "Statistics",
        "StatisticsConformance", "StatisticsMetrics", "TestSupport", "flush-loop",
        "metrics-server", "statistics-job",
        .product(name: "CoreMetrics", package: "swift-metrics"),
        .product(name: "MetricsTestKit", package: "swift-metrics"),
        .product(name: "Subprocess", package: "swift-subprocess"),
      ], swiftSettings: strict),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "MetricModel", "SystemCalls", "MetricOperations", "Exposition", "MetricStore",
        "MetricCommands", "TestSupport", "metricctl",
      ],
      exclude: ["Completion/typing.py"], swiftSettings: strict),
    .testTarget(
      name: "ConformanceTests", dependencies: ["Exposition", "TestSupport", "metricctl"],
      exclude: ["Readers"], swiftSettings: strict),
    .testTarget(
      name: "PushTests",
      dependencies: ["MetricModel", "Push", "Statistics", "TestSupport", "metricctl"],
      swiftSettings: strict),
    .testTarget(
      name: "MetricServerTests",
      dependencies: [
        "MetricModel", "SystemCalls", "MetricStore", "Exposition", "MetricServer", "TestSupport",
        "metricctl",
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOEmbedded", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
      ], exclude: ["Browser", "Load"], swiftSettings: strict),
    .testTarget(
      name: "FaultTests", dependencies: ["MetricStore", "TestSupport", "metricctl"],
      exclude: ["Seam", "Server/kill_server.py"], swiftSettings: strict),
  ]
)
