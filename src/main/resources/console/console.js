const state = await (await fetch("api/state")).json();
document.querySelector("#words").textContent = state.words.join(" ");
