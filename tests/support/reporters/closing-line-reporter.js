/** Ends a test run with one line that a person or a script can read: `N passed, N failed`. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const brokenSuites = results.testResults.filter(
      (suite) => suite.testExecError && suite.numFailingTests === 0,
    ).length;
    const line = `\n${results.numPassedTests} passed, ${results.numFailedTests + brokenSuites} failed\n`;
    // Tests are skipped if this machine lacks something, such as a browser: see browser-tests.ts.
    const skipped = results.numPendingTests === 0 ? "" : `\n${results.numPendingTests} skipped\n`;
    // Jest prints its own summary after every reporter has run.
    process.once("exit", () => process.stdout.write(skipped + line));
  }
}
