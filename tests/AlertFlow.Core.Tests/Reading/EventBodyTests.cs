using System.Diagnostics;
using System.Text;
using AlertFlow.Reading;
using AlertFlow.Sources;
using CsCheck;

namespace AlertFlow.Tests.Reading;

public sealed class EventBodyTests
{
    [Theory]
    [InlineData("""{"a":1}""", "1:{")]
    [InlineData("\uFEFF{\"a\":1}", "1:{")]
    [InlineData("{\n  \"a\": 1\n}\n", "1:{")]
    [InlineData("{\"a\":1}\n{\"b\":2}\r\n\r\n{\"c\":3}", "1:{ 2:{ 4:{")]
    [InlineData("[\n  {\"a\":1},\n  {\"b\":2}\n]", "2:{ 3:{")]
    [InlineData("[]{\"a\":1}{\"b\":2}\n[{\"c\":3}]", "1:{ 1:{ 2:{")]
    [InlineData("[{\"a\":1},5,[]]", "1:{ 1:a JSON object was expected, found a number and 1 more")]
    [InlineData("[0,{\"a\":1},\n\"\",0,0,{\"b\":2}]", "1:a JSON object was expected, found a number 1:{ 2:a JSON object was expected, found a string and 2 more 2:{")]
    [InlineData("{}\n{ }", "1:a JSON object was expected, found one without members 2:a JSON object was expected, found one without members")]
    [InlineData("[{},{ },{\"a\":1},{}]", "1:a JSON object was expected, found one without members and 1 more 1:{ 1:a JSON object was expected, found one without members")]
    [InlineData("42\n{\"a\":1}", "1:a JSON object was expected, found a number 2:{")]
    [InlineData("\"text\"", "1:a JSON object was expected, found a string")]
    [InlineData("true\nnull", "1:a JSON object was expected, found true or false 2:a JSON object was expected, found null")]
    [InlineData("garbage\n{\"a\":1}", "1:not JSON: a JSON object was expected 2:{")]
    [InlineData("{\"a\":1}\n{\"b\":\n{\"c\":3}", "1:{ 2:the JSON ends before it is complete 3:{")]
    [InlineData("{\n  \"a\": oops,\n  \"b\": {}\n}\n{\"c\":3}", "1:no valid JSON: it breaks off 1 line further down, at byte 8 5:{")]
    [InlineData("[{\"a\":1},{\"b\":", "1:the JSON array ends before it is complete")]
    [InlineData("[\n{\"a\":1},\n{\"b\":2}\n", "1:the JSON array ends before it is complete 2:{ 3:{")]
    [InlineData("", "1:empty: there is no event in it")]
    [InlineData(" \n\t\n", "1:empty: there is no event in it")]
    public void A_body_is_split_into_its_elements(string body, string expected)
    {
        Assert.Equal(expected, Told(EventBody.Read(Encoding.UTF8.GetBytes(body))));
    }

    [Fact]
    public void Text_that_is_not_UTF_8_costs_its_own_element()
    {
        byte[] body = [.. "{\"a\":\""u8, 0xFF, .. "\"}\n{\"b\":2}\n[{\"c\":3},{\"d\":\""u8, 0xC0, .. "\"}]"u8];

        Assert.Equal("1:not UTF-8 at byte 7 of the line 2:{ 3:{ 3:not UTF-8 at byte 16 of the line", Told(EventBody.Read(body)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void UTF_16_is_named(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        byte[] body = [.. encoding.GetPreamble(), .. encoding.GetBytes("{\"a\":1}")];

        Assert.Equal("1:UTF-16 text: UTF-8 is expected", Told(EventBody.Read(body)));
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_a_replacement_character()
    {
        var body = """{"a":"\ud800","\uDC00":"\ud83d\ude00","b":"\\ud800"}"""u8.ToArray();

        var element = Assert.IsType<EventElement.Readable>(Assert.Single(EventBody.Read(body)));

        var root = SourceNode.Of(element.Value);
        Assert.Equal("\uFFFD", root["a"].Text());
        Assert.Equal("😀", root["\uFFFD"].Text());
        Assert.Equal("\\ud800", root["b"].Text());
        Assert.Equal(body, element.Bytes.ToArray());
    }

    [Fact]
    public void An_element_that_no_queue_could_carry_is_refused_with_both_sizes()
    {
        var body = Encoding.UTF8.GetBytes($$"""{"a":"{{new string('x', EventBody.LargestElement)}}"}""" + "\n{\"b\":1}");

        Assert.Equal("1:1,048,584 bytes: SQS and EventBridge carry 1,048,576 at most 2:{", Told(EventBody.Read(body)));
    }

    [Theory]
    [InlineData("{\"a\":", 10_000)]
    [InlineData("[", 10_000)]
    [InlineData("[", 5_000_000)]
    [InlineData("{}", 400_000)]
    [InlineData("{\"a\":1}", 120_000)]
    [InlineData("{\n", 200_000)]
    [InlineData("-\n", 1_000_000)]
    [InlineData("x", 5_000_000)]
    public void Reading_takes_time_in_proportion_to_the_length(string part, int most) => Growth.AssertProportional(most, times =>
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(part, times)));

        return () => Assert.NotEmpty(EventBody.Read(body));
    });

    [Fact]
    public void Depth_is_limited_for_each_element_alike()
    {
        static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);

        Assert.Equal("1:{ 2:{", Told(EventBody.Read(Encoding.UTF8.GetBytes($"{Nested(64)}\n[{Nested(64)}]"))));
        Assert.Equal("1:nested deeper than 64 levels 2:nested deeper than 64 levels", Told(EventBody.Read(Encoding.UTF8.GetBytes($"{Nested(65)}\n[{Nested(65)}]"))));
    }

    [Theory]
    [InlineData(0xFF, 0xFE)]
    [InlineData(0xFE, 0xFF)]
    public void Garbage_that_begins_as_a_byte_order_mark_costs_its_line_alone(byte first, byte second)
    {
        byte[] body = [first, second, 0xB5, (byte)'\n', .. "{\"a\":1}"u8];

        Assert.Equal("1:not UTF-8 at byte 1 of the line 2:{", Told(EventBody.Read(body)));
    }

    [Fact]
    public void Arbitrary_bytes_never_throw()
    {
        var fragment = Gen.OneOf(
            Gen.Byte.Array[0, 12],
            Gen.OneOf(((string[])["{", "}", "[", "]", ",", ":", "\"", "\n", "\\ud800", "\\u", "{\"a\":1}", "null", "1e9", "\uFEFF", " "]).Select(Gen.Const).ToArray()).Select(text => Encoding.UTF8.GetBytes(text)));

        fragment.Array[0, 40].Select(parts => parts.SelectMany(part => part).ToArray()).Sample(
            body =>
            {
                var elements = EventBody.Read(body);
                var results = Source.ParseBody(body);

                return elements.Count > 0
                    && elements.Count == results.Count
                    && elements.Select(element => element.Line).Order().SequenceEqual(elements.Select(element => element.Line))
                    && elements.OfType<EventElement.Unreadable>().All(element => !element.Reason.Any(char.IsControl));
            },
            iter: 20_000);
    }

    /// <summary>Garbage that opens what later garbage closes is one value around what stands between: it is left out.</summary>
    [Fact]
    public void Every_element_of_NDJSON_comes_out_whatever_garbage_stands_between()
    {
        var garbage = Gen.Byte.Array[1, 20].Select(bytes => bytes.Where(b => b is not ((byte)'\n' or (byte)'{' or (byte)'[')).ToArray());
        var opening = Gen.OneOf(((string[])["{", "[", "{\"a\":1", "[1,", "{\"a\" 1}", "{\"a\":[}"]).Select(Gen.Const).ToArray()).Select(text => Encoding.UTF8.GetBytes(text));
        var line = Gen.OneOf(Gen.Int.Select(number => (Good: true, Bytes: Encoding.UTF8.GetBytes($$"""{"n":{{number}}}"""))),
            Gen.OneOf(garbage, opening).Select(bytes => (Good: false, Bytes: bytes)));

        line.Array[1, 20].Sample(
            lines =>
            {
                var body = lines.SelectMany(entry => entry.Bytes.Append((byte)'\n')).ToArray();
                var read = EventBody.Read(body).OfType<EventElement.Readable>().Select(element => Encoding.UTF8.GetString(element.Value.Text)).ToArray();
                var good = lines.Where(entry => entry.Good).Select(entry => Encoding.UTF8.GetString(entry.Bytes)).ToArray();
                return good.All(read.Contains);
            },
            iter: 5_000);
    }

    private static string Told(IEnumerable<EventElement> elements) => string.Join(' ', elements.Select(element => element switch
    {
        EventElement.Readable readable => $"{readable.Line}:{(char)readable.Bytes.Span[0]}",
        EventElement.Unreadable unreadable => $"{unreadable.Line}:{unreadable.Reason}",
        _ => throw new UnreachableException(),
    }));
}
