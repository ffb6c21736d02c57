/* Where sealed boxes wait on this device, and the public key with which to seal more.
   Nothing that anybody could read is ever put here. */
window.alongsideStore = (() => {
  "use strict";

  const NAME = "alongside-sealed";
  let opening = null;

  return { useKey, key, put, remove, waiting };

  /* From now on, seal for this person. */
  function useKey(publicKey, name) {
    return change("keys", (keys) => keys.put({ publicKey, name }, "now"));
  }

  /* The key of the person whose journal was last open here: {publicKey, name}, or undefined. */
  function key() { return look("keys", (keys) => keys.get("now")); }

  /* The newest of what one page wrote takes the place of what that page wrote before. */
  function put(box) {
    return change("boxes", (boxes) => {
      boxes.get(box.editor).onsuccess = ({ target }) => {
        const before = target.result;
        if (before && before.sequence > box.sequence) { return; }
        boxes.put({ ...box, since: before?.since ?? Date.now() });
      };
    });
  }

  /* Take away what a page wrote, up to this point of its own count, and nothing newer. */
  function remove(editor, sequence) {
    return change("boxes", (boxes) => {
      boxes.get(editor).onsuccess = ({ target }) => {
        if (target.result && target.result.sequence <= sequence) { boxes.delete(editor); }
      };
    });
  }

  /* The boxes sealed with this key, oldest first; those of others are not looked at. */
  async function waiting(name) {
    const boxes = await look("boxes", (all) => all.index("for").getAll(name));
    return boxes.sort((one, other) => one.since - other.since);
  }

  async function look(store, work) {
    const asked = work((await open()).transaction(store).objectStore(store));
    return new Promise((resolve, reject) => {
      asked.onsuccess = () => resolve(asked.result);
      asked.onerror = () => reject(asked.error);
    });
  }

  /* Resolves once it is on the disk, and not a moment earlier. */
  async function change(store, work) {
    const changing = (await open()).transaction(store, "readwrite", { durability: "strict" });
    work(changing.objectStore(store));
    return new Promise((resolve, reject) => {
      changing.oncomplete = () => resolve();
      changing.onabort = changing.onerror = () => reject(changing.error);
    });
  }

  function open() {
    opening ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => {
        asked.result.createObjectStore("keys");
        asked.result.createObjectStore("boxes", { keyPath: "editor" }).createIndex("for", "for");
      };
      asked.onsuccess = () => {
        asked.result.onclose = asked.result.onversionchange = () => { asked.result.close(); opening = null; };
        resolve(asked.result);
      };
      asked.onerror = () => { opening = null; reject(asked.error); };
    });
    return opening;
  }
})();
