using AlertFlow.Infra;
using Xunit.Sdk;
using Xunit.v3;

// jsii is one pipe for the whole process.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(Scratch))]
