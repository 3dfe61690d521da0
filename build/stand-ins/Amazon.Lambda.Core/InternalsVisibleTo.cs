[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("Amazon.Lambda.RuntimeSupport")]
