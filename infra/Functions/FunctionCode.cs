using AlertFlow.Infra.Settings;
using AlertFlow.Routing;
using Amazon.CDK;
using Amazon.CDK.AWS.Lambda;
using Constructs;
using AssetOptions = Amazon.CDK.AWS.S3.Assets.AssetOptions;

namespace AlertFlow.Infra.Functions;

/// <summary>The executable of all functions, and the compiled configuration in a layer of its own: a new route compiles nothing.</summary>
public sealed class FunctionCode : Construct
{
    private const string RoutesName = "routes.json";

    public FunctionCode(Construct scope, string id, string root, CompilationChoice choice, RoutingConfig config)
        : base(scope, id)
    {
        Choice = choice;
        Code = Code.FromAsset(
            Path.Combine(root, "functions"),
            new AssetOptions
            {
                AssetHash = SourceHash.Of(root, choice),
                AssetHashType = AssetHashType.CUSTOM,
                Bundling = new BundlingOptions { Image = DockerImage.FromRegistry("unused"), Local = new DotnetPublish(root, choice) },
            });
        Runtime = choice.IsNative ? Runtime.PROVIDED_AL2023 : Runtime.DOTNET_10;
        Architecture = choice.Architecture is Settings.Architecture.Arm64
            ? Amazon.CDK.AWS.Lambda.Architecture.ARM_64
            : Amazon.CDK.AWS.Lambda.Architecture.X86_64;

        var folder = Directory.CreateTempSubdirectory("alertflow-");
        File.WriteAllText(Path.Combine(folder.FullName, RoutesName), RoutingConfigJson.Write(config));
        Routes = new LayerVersion(this, "Routes", new LayerVersionProps
        {
            Description = $"AlertFlow's configuration {config.Version}",
            Code = Code.FromAsset(folder.FullName),
            RemovalPolicy = RemovalPolicy.DESTROY,
        });
        folder.Delete(recursive: true);
    }

    public CompilationChoice Choice { get; }

    internal Code Code { get; }

    internal Runtime Runtime { get; }

    internal Amazon.CDK.AWS.Lambda.Architecture Architecture { get; }

    internal ILayerVersion Routes { get; }

    /// <summary>Layers are unpacked here.</summary>
    internal static string RoutesPath => $"/opt/{RoutesName}";
}
