// Run by mongosh: makes a replica set of the three members and the user of Talqy, where they are not there yet.
const keeper = encodeURIComponent(process.env.MONGO_KEEPER_PASSWORD);
const first = connect(`mongodb://keeper:${keeper}@mongo1/?authSource=admin&directConnection=true`);

/** Gives the answer of a command, whether the shell throws a failure or returns it. */
function ask(command) {
  try {
    return first.getSiblingDB('admin').runCommand(command);
  } catch (error) {
    return { ok: 0, codeName: error.codeName, errmsg: error.message };
  }
}

const status = ask({ replSetGetStatus: 1 });
if (!status.ok && status.codeName !== 'NotYetInitialized') throw new Error(status.errmsg);
if (!status.ok) {
  const members = ['mongo1', 'mongo2', 'mongo3'].map((host, i) => ({ _id: i, host: `${host}:27017`, priority: i === 0 ? 2 : 1 }));
  const began = ask({ replSetInitiate: { _id: 'talqy', members } });
  if (!began.ok) throw new Error(began.errmsg);
}

// The primary is found by the driver, which waits until there is one.
const group = connect(`mongodb://keeper:${keeper}@mongo1,mongo2,mongo3/?authSource=admin&replicaSet=talqy&serverSelectionTimeoutMS=60000`);
const talqy = group.getSiblingDB('talqy');
const user = process.env.MONGO_USER;
if (!talqy.getUser(user)) {
  talqy.createUser({ user, pwd: process.env.MONGO_PASSWORD, roles: [{ role: 'readWrite', db: 'talqy' }] }, { w: 'majority', wtimeout: 60000 });
}
print(`the replica set is there, and the user ${user}`);
