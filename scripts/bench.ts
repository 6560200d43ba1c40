// The benches find their files beside them.
import '../bench/run.js';
