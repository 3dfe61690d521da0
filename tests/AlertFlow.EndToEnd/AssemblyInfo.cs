using Xunit.Sdk;
using Xunit.v3;

// Each test runs a whole deployment; on two cores one at a time is the fastest.
[assembly: Parallelization(Mode = ParallelMode.None)]
