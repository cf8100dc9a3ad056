// swift-tools-version: 6.2
import PackageDescription

// One list of settings for every target of ours: Swift 6 mode, no import that is visible by accident.
let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("ExistentialAny"),
]

let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")

// Who may import whom is the architecture; `Tests/ArchitectureTests` holds the same table and compares.
let package = Package(
    name: "casefile",
    products: [
        .executable(name: "casefile", targets: ["casefile"]),
        .executable(name: "casefile-bench", targets: ["casefile-bench"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
    ],
    targets: [
        .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
        .systemLibrary(name: "CLibCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
        .systemLibrary(name: "CLibDeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .systemLibrary(name: "CYajl", pkgConfig: "yajl", providers: [.apt(["libyajl-dev"])]),
        .systemLibrary(name: "CLinuxCalls"),

        .target(name: "CaseModel", swiftSettings: settings),
        .target(name: "XMLReading", dependencies: ["CaseModel", "CLibXML2"], swiftSettings: settings),
        .target(name: "JSONReading", dependencies: ["CaseModel", "CYajl"], swiftSettings: settings),
        .target(name: "ByteIO", dependencies: ["CaseModel", "CLibCrypto", "CLibDeflate", "CLinuxCalls", "CZlib"], swiftSettings: settings),
        .target(
            name: "EvidenceIngest",
            dependencies: ["CaseModel", "ByteIO", "XMLReading", "JSONReading", subprocess],
            swiftSettings: settings),
        .target(
            name: "EvidenceFormats",
            dependencies: ["CaseModel", "EvidenceIngest", "XMLReading", "JSONReading", "CGMime"],
            swiftSettings: settings),
        .target(name: "CaseAnalysis", dependencies: ["CaseModel"], swiftSettings: settings),
        .target(
            name: "CaseRendering",
            dependencies: ["CaseModel", "ByteIO", subprocess],
            resources: [.embedInCode("Embedded")],
            swiftSettings: settings),
        .target(name: "Dossier", dependencies: ["CaseModel", "ByteIO"], swiftSettings: settings),
        .target(name: "EvidenceArchive", dependencies: ["CaseModel", "ByteIO", "JSONReading", grdb], swiftSettings: settings),
        .target(
            name: "CaseWorkflow",
            dependencies: [
                "CaseModel", "ByteIO", "XMLReading", "JSONReading", "EvidenceIngest", "CaseAnalysis", "CaseRendering", "Dossier",
                "EvidenceArchive", yams,
            ],
            swiftSettings: settings),
        .executableTarget(
            name: "casefile",
            dependencies: [
                "CaseModel", "ByteIO", "EvidenceFormats", "EvidenceIngest", "CaseRendering", "CaseWorkflow", "EvidenceArchive",
                argumentParser,
            ],
            swiftSettings: settings),
        .executableTarget(name: "casefile-bench", dependencies: ["EvidenceArchive", argumentParser], swiftSettings: settings),

        .target(name: "SupportForTests", path: "Tests/SupportForTests", swiftSettings: settings),
        .testTarget(name: "ArchitectureTests", dependencies: ["CaseModel", "CaseRendering"], swiftSettings: settings),
        .testTarget(
            name: "CommandTests", dependencies: ["ByteIO", "casefile", "casefile-bench", "SupportForTests", subprocess],
            exclude: ["Transcripts", "Viewer"],
            swiftSettings: settings),
        .testTarget(name: "ByteIOTests", dependencies: ["ByteIO", "CZlib", "SupportForTests"], swiftSettings: settings),
        .testTarget(name: "DossierTests", dependencies: ["CaseModel", "ByteIO", "Dossier", "SupportForTests"], swiftSettings: settings),
        .testTarget(
            name: "CaseWorkflowTests",
            dependencies: ["CaseModel", "CaseRendering", "CaseWorkflow", "EvidenceFormats", "EvidenceIngest"], swiftSettings: settings),
        .testTarget(
            name: "EvidenceArchiveTests",
            dependencies: ["CaseModel", "ByteIO", "JSONReading", "EvidenceArchive", "SupportForTests", grdb],
            swiftSettings: settings),
        .testTarget(name: "CaseModelTests", dependencies: ["CaseModel"], swiftSettings: settings),
        .testTarget(name: "JSONReadingTests", dependencies: ["CaseModel", "JSONReading"], swiftSettings: settings),
        .testTarget(name: "XMLReadingTests", dependencies: ["XMLReading", "SupportForTests"], swiftSettings: settings),
        .testTarget(
            name: "EvidenceIngestTests", dependencies: ["CaseModel", "ByteIO", "EvidenceIngest"],
            swiftSettings: settings),
        .testTarget(name: "CaseAnalysisTests", dependencies: ["CaseModel", "CaseAnalysis", "SupportForTests"], swiftSettings: settings),
        .testTarget(
            name: "CaseRenderingTests", dependencies: ["CaseModel", "CaseRendering", "SupportForTests", subprocess], swiftSettings: settings
        ),
        .testTarget(
            name: "EvidenceFormatsTests",
            dependencies: ["CaseModel", "ByteIO", "XMLReading", "JSONReading", "EvidenceIngest", "EvidenceFormats"],
            swiftSettings: settings),
    ]
)
