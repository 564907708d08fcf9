/** Ends a test run with one line that a person or a script can read: `N passed, N failed`. */
export default class ClosingLineReporter {
  onRunComplete(_contexts, results) {
    const brokenSuites = results.testResults.filter(
      (suite) => suite.testExecError && suite.numFailingTests === 0,
    ).length;
    const line = `\n${results.numPassedTests} passed, ${results.numFailedTests + brokenSuites} failed\n`;
    // Jest prints its own summary after every reporter has run.
    process.once("exit", () => process.stdout.write(line));
  }
}
