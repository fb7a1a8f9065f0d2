/** Judges on trial. */

export { calibrate, type Calibration } from './calibrate.ts';
export { calibrationPath, readCalibration, saveCalibration } from './calibration-file.ts';
export { readCalibrationSet, type CalibrationSet } from './calibration-set.ts';
export { calibrationSentence, calibrationTable } from './calibration-table.ts';
export { answerStanding, reasoningStanding, type Standing } from './standing.ts';
