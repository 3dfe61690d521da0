#nullable disable
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public delegate Task<InvocationResponse> LambdaBootstrapHandler(InvocationRequest invocation);

public delegate Task<bool> LambdaBootstrapInitializer();

public class InvocationRequest : IDisposable
{
    public Stream InputStream { get; internal set; }
    public ILambdaContext LambdaContext { get; internal set; }

    public void Dispose()
    {
        InputStream?.Dispose();
        GC.SuppressFinalize(this);
    }
}

public class InvocationResponse(Stream outputStream, bool disposeOutputStream)
{
    public InvocationResponse(Stream outputStream)
        : this(outputStream, true)
    {
    }

    public Stream OutputStream { get; set; } = outputStream;
    public bool DisposeOutputStream { get; } = disposeOutputStream;
}

/// <summary>Wraps a typed handler: event in, answer out, both through the serializer.</summary>
public class LambdaBootstrapBuilder
{
    private readonly LambdaBootstrapHandler handler;
    private LambdaBootstrapInitializer initializer;
    private HttpClient client;

    private LambdaBootstrapBuilder(LambdaBootstrapHandler handler) => this.handler = handler;

    public static LambdaBootstrapBuilder Create(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        new(async invocation => new InvocationResponse(await handler(invocation.InputStream, invocation.LambdaContext)));

    public static LambdaBootstrapBuilder Create<TInput, TOutput>(Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        new(async invocation =>
        {
            var output = await handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext);
            var written = new MemoryStream();
            serializer.Serialize(output, written);
            written.Position = 0;
            return new InvocationResponse(written);
        });

    public static LambdaBootstrapBuilder Create<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        new(async invocation =>
        {
            await handler(serializer.Deserialize<TInput>(invocation.InputStream), invocation.LambdaContext);
            return new InvocationResponse(Stream.Null);
        });

    public LambdaBootstrapBuilder UseHttpClient(HttpClient httpClient)
    {
        client = httpClient;
        return this;
    }

    public LambdaBootstrapBuilder UseBootstrapHandler(LambdaBootstrapInitializer bootstrapInitializer)
    {
        initializer = bootstrapInitializer;
        return this;
    }

    public LambdaBootstrap Build() => new(client ?? LambdaBootstrap.ConstructHttpClient(), handler, initializer);
}
