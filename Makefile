# The two commands of the README, and their parts.
CONFIGURATION ?= Release
DOTNET_FLAGS := --nologo --verbosity minimal --configuration $(CONFIGURATION)
export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help restore run test build package synth e2e faults fuzz mutants bench bench-normalise format check clean

help: ## Show the targets
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /  make \1\t/' | expand -t 24

restore:
	@build/restore

run: ## Restore, build, replay the shipped traces, and show what Slack, email and SNS would get
	@build/restore functions/AlertFlow.Cli
	@echo "==> Building alertflow"
	dotnet build functions/AlertFlow.Cli $(DOTNET_FLAGS)
	@echo "==> alertflow demo"
	@artifacts/bin/AlertFlow.Cli/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/alertflow demo

build: restore ## Build everything; warnings are errors
	dotnet build AlertFlow.sln $(DOTNET_FLAGS)

package: ## Publish the functions' executable, compiled ahead of time
	@build/restore functions/AlertFlow.Functions
	dotnet publish functions/AlertFlow.Functions $(DOTNET_FLAGS) --output artifacts/package/functions

test: build package ## Run every test
	@echo "==> Testing"
	dotnet test --solution AlertFlow.sln --no-build --configuration $(CONFIGURATION)

synth: ## Compile the functions and synthesise the deployment, without AWS; warnings are errors
	npm ci --silent
	npx cdk synth --strict --quiet

e2e: build package ## Run the end-to-end tests alone: the executables on a local AWS
	dotnet test --project tests/AlertFlow.EndToEnd --no-build --configuration $(CONFIGURATION)

faults: build ## Play 200 random runs with faults over DynamoDB's stores; RUNS=20 plays fewer
	ALERTFLOW_FAULT_RUNS=$(or $(RUNS),200) artifacts/bin/AlertFlow.Functions.Tests/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AlertFlow.Functions.Tests -class "*.FaultTests" -showLiveOutput

fuzz: ## Feed the normalisers 1,000,000 events gone wrong, for 9 minutes at most; N=, SEED=, FIRST=, SECONDS= change that
	@build/restore tests/AlertFlow.Core.Tests
	dotnet build tests/AlertFlow.Core.Tests $(DOTNET_FLAGS)
	ALERTFLOW_FUZZ_INPUTS=$(or $(N),1000000) ALERTFLOW_FUZZ_SEED=$(or $(SEED),1) ALERTFLOW_FUZZ_FIRST=$(or $(FIRST),0) ALERTFLOW_FUZZ_SECONDS=$(or $(SECONDS),540) ALERTFLOW_FUZZ_MILLISECONDS=100 artifacts/bin/AlertFlow.Core.Tests/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AlertFlow.Core.Tests -class "*.FuzzTests" -showLiveOutput

mutants: ## Break AlertFlow.Core in small ways, and list the changes that no test notices; FOLDER=Routing takes one folder, MINUTES= limits each
	@build/mutants $(FOLDER)

bench-normalise: ## Measure parsing, normalising and writing one event against the bare parsing of its bytes
	@build/restore tests/AlertFlow.Benchmarks
	dotnet build tests/AlertFlow.Benchmarks $(DOTNET_FLAGS)
	artifacts/bin/AlertFlow.Benchmarks/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AlertFlow.Benchmarks normalise

bench: build package ## Measure normalising, and starts, memory, latency and capacity of the executables
	dotnet publish tests/AlertFlow.BareWorker $(DOTNET_FLAGS) --output artifacts/package/bare
	artifacts/bin/AlertFlow.Benchmarks/$(shell echo $(CONFIGURATION) | tr A-Z a-z)/AlertFlow.Benchmarks

format: restore ## Format the code
	dotnet format AlertFlow.sln

check: restore ## Fail where the code is not formatted
	dotnet format AlertFlow.sln --verify-no-changes

clean: ## Remove the output of builds
	rm -rf artifacts .nuget-local
